//! `gouji [FILE]…`: opens the window, and says what to do where there is none.

use std::env;

use crate::model::Text;

use super::notice::shown;
use super::{Notice, OpenWindow, Opening};

/// Opens the window.
pub(super) fn run(opening: Opening, open: OpenWindow) -> Result<(), Notice> {
    if let Some(missing) = opening.files.iter().find(|file| !file.exists()) {
        let name = shown(missing);
        return Err(Notice::error(
            format!("没有名为 {name} 的命令或文件"),
            format!("there is no command and no file {name}"),
        )
        .hint(
            "gouji --help 列出全部命令",
            "gouji --help lists all commands",
        ));
    }
    if !has_display() {
        return Err(cannot_open(&Text::new(
            "没有可用的显示器",
            "there is no display",
        )));
    }
    open(opening).map_err(|reason| cannot_open(&reason))
}

/// Both languages at once: nobody has had a chance to choose one, and the reader may be a log.
fn cannot_open(reason: &Text) -> Notice {
    let both = if reason.zh == reason.en {
        format!("无法打开窗口 · cannot open a window: {}", reason.zh)
    } else {
        let Text { zh, en } = reason;
        format!("无法打开窗口：{zh} · cannot open a window: {en}")
    };
    Notice::error(both.clone(), both).hint(
        "没有窗口也可以审核 · without a window, use: gouji check FILE…",
        "没有窗口也可以审核 · without a window, use: gouji check FILE…",
    )
}

/// Whether there is a display to open a window on. Windows and macOS always have one.
fn has_display() -> bool {
    cfg!(not(all(unix, not(target_os = "macos"))))
        || ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"]
            .iter()
            .any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()))
}
