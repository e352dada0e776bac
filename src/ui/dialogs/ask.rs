//! Questions with a yes and a no: what would be lost is said, and the safe answer is the default.

use std::path::PathBuf;

use eframe::egui::Context;

use crate::model::Lang;
use crate::session::{Action, FileId, SaveState, Snapshot};
use crate::ui::command::Command;
use crate::ui::request::Request;
use crate::ui::widgets::{Answer, Confirm, confirm_ui};

use super::FileWish;

/// A question.
pub(super) enum Ask {
    /// Close a file with unsaved edits?
    Close(FileId, String),
    /// Read a file with unsaved edits again?
    Reload(FileId, String),
    /// Replace a file that is there?
    Replace(FileWish, PathBuf),
    /// End the program with unsaved edits?
    Quit,
    /// Take the unsaved edits of an earlier run back up?
    Recover,
}

impl Ask {
    /// Draws the question; `Some` with what follows when it has been answered.
    pub(super) fn show(
        &self,
        ctx: &Context,
        snapshot: &Snapshot,
        lang: Lang,
    ) -> Option<Vec<Request>> {
        match self {
            Self::Close(file, name) => close_ui(ctx, *file, name, lang),
            Self::Reload(file, name) => reload_ui(ctx, *file, name, lang),
            Self::Replace(wish, path) => replace_ui(ctx, wish, path, lang),
            Self::Quit => quit_ui(ctx, snapshot, lang),
            Self::Recover => recover_ui(ctx, snapshot, lang),
        }
    }
}

fn close_ui(ctx: &Context, file: FileId, name: &str, lang: Lang) -> Option<Vec<Request>> {
    let question = Confirm {
        title: lang.pick("关闭前保存修改？", "Save edits before closing?"),
        text: name,
        confirm: lang.pick("保存并关闭", "Save and close"),
        alternative: Some(lang.pick("不保存", "Don't save")),
        cancel: lang.pick("取消", "Cancel"),
    };
    Some(match confirm_ui(ctx, &question)? {
        Answer::Confirmed => vec![Request::Do(Action::Save(file)), Request::Close(file)],
        Answer::Alternative => vec![Request::Do(Action::Close(file))],
        Answer::Cancelled => Vec::new(),
    })
}

fn reload_ui(ctx: &Context, file: FileId, name: &str, lang: Lang) -> Option<Vec<Request>> {
    let text = match lang {
        Lang::Zh => format!("{name} 有未保存的修改，重新载入会放弃它们。"),
        Lang::En => format!("{name} has unsaved edits; reloading gives them up."),
    };
    let question = Confirm {
        title: lang.pick("重新载入？", "Reload?"),
        text: &text,
        confirm: lang.pick("先另存为…", "Save as first…"),
        alternative: Some(lang.pick("放弃修改并重新载入", "Give up and reload")),
        cancel: lang.pick("取消", "Cancel"),
    };
    Some(match confirm_ui(ctx, &question)? {
        Answer::Confirmed => vec![Request::Run(Command::SaveAs)],
        Answer::Alternative => vec![Request::Do(Action::Reload(file))],
        Answer::Cancelled => Vec::new(),
    })
}

fn replace_ui(ctx: &Context, wish: &FileWish, path: &PathBuf, lang: Lang) -> Option<Vec<Request>> {
    let text = path.display().to_string();
    let question = Confirm {
        title: lang.pick("替换已有的文件？", "Replace the file?"),
        text: &text,
        confirm: lang.pick("换一个名字…", "Another name…"),
        alternative: Some(lang.pick("替换", "Replace")),
        cancel: lang.pick("取消", "Cancel"),
    };
    Some(match confirm_ui(ctx, &question)? {
        Answer::Confirmed => vec![Request::Choose(wish.clone())],
        Answer::Alternative => wish.clone().grant(std::slice::from_ref(path), true, lang),
        Answer::Cancelled => Vec::new(),
    })
}

fn quit_ui(ctx: &Context, snapshot: &Snapshot, lang: Lang) -> Option<Vec<Request>> {
    let unsaved: Vec<_> = snapshot
        .files
        .iter()
        .filter(|file| file.save_state == SaveState::Unsaved)
        .collect();
    let names: Vec<_> = unsaved.iter().map(|file| file.name.as_str()).collect();
    let in_files = unsaved.iter().all(|file| file.path.is_some());
    let question = Confirm {
        title: lang.pick("退出前保存修改？", "Save edits before quitting?"),
        text: &names.join("\n"),
        confirm: if in_files {
            lang.pick("全部保存并退出", "Save all and quit")
        } else {
            lang.pick("另存为…", "Save as…")
        },
        alternative: Some(lang.pick("不保存", "Don't save")),
        cancel: lang.pick("取消", "Cancel"),
    };
    let mut requests = Vec::new();
    match confirm_ui(ctx, &question)? {
        Answer::Confirmed if in_files => {
            requests.extend(
                unsaved
                    .iter()
                    .map(|file| Request::Do(Action::Save(file.id))),
            );
            // If a save fails the window stays: closing is looked at again.
            requests.push(Request::Run(Command::Quit));
        }
        Answer::Confirmed => {
            let homeless = unsaved.iter().find(|file| file.path.is_none());
            requests.extend(homeless.map(|file| Request::Do(Action::Activate(file.id))));
            requests.push(Request::Run(Command::SaveAs));
        }
        Answer::Alternative => {
            requests.extend(
                unsaved
                    .iter()
                    .map(|file| Request::Do(Action::Close(file.id))),
            );
            requests.push(Request::QuitNow);
        }
        Answer::Cancelled => {}
    }
    Some(requests)
}

fn recover_ui(ctx: &Context, snapshot: &Snapshot, lang: Lang) -> Option<Vec<Request>> {
    let Some(recovery) = snapshot.recoveries.first() else {
        return Some(Vec::new());
    };
    let mut text = recovery.name.clone();
    for step in &recovery.steps {
        text.push_str("\n· ");
        text.push_str(step);
    }
    if !recovery.complete {
        text.push('\n');
        text.push_str(lang.pick(
            "备份末尾损坏，最后几步可能缺失。",
            "The journal's end is damaged; the last steps may be missing.",
        ));
    }
    let question = Confirm {
        title: lang.pick(
            "上次有未保存的修改，要恢复吗？",
            "Take up unsaved edits of an earlier run?",
        ),
        text: &text,
        confirm: lang.pick("恢复修改", "Take them up"),
        alternative: Some(lang.pick("放弃这些修改", "Throw them away")),
        cancel: lang.pick("稍后再说", "Later"),
    };
    Some(match confirm_ui(ctx, &question)? {
        Answer::Confirmed => vec![Request::Do(Action::Recover(0))],
        Answer::Alternative => vec![Request::Do(Action::DiscardRecovery(0))],
        Answer::Cancelled => vec![Request::Do(Action::PostponeRecovery)],
    })
}
