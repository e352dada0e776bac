//! What can be done, described once: menus, the palette and the keyboard all read this list. Doing it is left to the app.

mod describe;
mod table;
mod view;

use crate::model::Lang;
use crate::ui::command::table::WORK;
use crate::ui::command::view::SIGHT;
use eframe::egui::{Context, Event, KeyboardShortcut};

/// Everything that the window can be told to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Command {
    /// 打开一个或几个年度的决算文件；也可以把文件拖进窗口。
    OpenFiles,
    /// 打开程序自带的真实部门决算。
    OpenSample,
    /// 写回原文件；只有改过的数字会变。
    Save,
    /// 写成另一个文件，原文件不动。
    SaveAs,
    /// 除改过的数字外，与原文件逐字节相同。
    ExportAccounts,
    /// 读入的工作簿，只改动改过的单元格；原文件不动。
    ExportWorkbook,
    /// 读入的正文，只改动改过的文字；原文件不动。
    ExportText,
    /// 每个问题一行，可用 Excel 或 WPS 打开。
    ExportFindings,
    /// 问题清单与各表互相链接，标出有问题的单元格。
    ExportFindingsWorkbook,
    /// 按报表格式写成新的工作簿，每表一页。
    ExportTables,
    /// 结论、问题、依据和审核说明，可直接交付。
    ExportMemo,
    /// 选择自己编写的规则文件，与内置规则一并核对；以后打开程序时仍用它们。
    ChooseRules,
    /// 改过规则文件后，按新内容重新核对。
    ReloadRules,
    /// 只核对内置规则。
    ClearRules,
    /// 从磁盘重新读取；有未保存的修改时先询问。
    Reload,
    /// 关闭当前文件；有未保存的修改时先询问。
    CloseFile,
    /// 关闭程序；有未保存的修改时先询问。
    Quit,
    /// 撤销上一步修改。
    Undo,
    /// 重做刚撤销的修改。
    Redo,
    /// 在当前表格或文字中查找。
    Find,
    /// 把正文中光标所在的句子放到剪贴板，按现在的数字。
    CopySentence,
    /// 在所选行上方插入空行。
    InsertRow,
    /// 删除所选的行。
    DeleteRow,
    /// 跳到下一个问题所在的位置。
    NextFinding,
    /// 跳到上一个问题所在的位置。
    PreviousFinding,
    /// 跳到正文中下一个所看的数字。
    NextNumber,
    /// 跳到正文中上一个所看的数字。
    PreviousNumber,
    /// 正文中依次只看全部、矛盾或未检查的数字。
    SeekNumbers,
    /// 从正文的数字到它所说的单元格，或从单元格到说它的句子。
    GoAcross,
    /// 采纳所选问题的第一个修改建议，并立即重新检查。
    AcceptFix,
    /// 采纳所有仅凭账面即可确定的改正，作为一步，可一并撤销。
    AcceptSafeFixes,
    /// 不改数字，写明原因；说明存入文件。
    ExplainFinding,
    /// 结论、检查范围和未能检查的内容。
    ShowOverview,
    /// 查看和修改各张决算表。
    ShowTables,
    /// 按页排版阅读正文，每个数字标出是否属实。
    ShowText,
    /// 查看构成和变动。
    ShowPlots,
    /// 把几个年度放在一起看。
    ShowComparison,
    /// 查看决算用语的含义。
    ShowTerms,
    /// 文件里没有读入任何表的内容。
    ShowRemarks,
    /// 回到跳转前所在的位置。
    GoBack,
    /// 再次前往返回前所在的位置。
    GoForward,
    /// 用键盘查看当前单元格的各项关系，回车跳到有关的单元格。
    ShowRelations,
    /// 按官方表样显示，或逐行显示。
    ToggleLines,
    /// 折叠所在的类或款。
    FoldRow,
    /// 展开所在的类或款。
    UnfoldRow,
    /// 只显示类。
    UnfoldToClass,
    /// 显示类和款。
    UnfoldToSubclass,
    /// 显示类、款、项。
    UnfoldAll,
    /// 按名称转到一张表。
    GoToTable,
    /// 按名称或拼音首字母找到任何命令、表格和问题。
    Palette,
    /// 左侧的文件和表格目录。
    ToggleNavigation,
    /// 右侧的问题清单。
    ToggleFindings,
    /// 金额按文件中的单位显示。
    UnitAsPrinted,
    /// 金额以元显示。
    UnitYuan,
    /// 金额以万元显示；文件中的数字不变。
    UnitWanYuan,
    /// 浅色界面。
    ThemeLight,
    /// 深色界面。
    ThemeDark,
    /// 随系统切换浅色和深色。
    ThemeSystem,
    /// 界面使用中文。
    LanguageZh,
    /// 界面使用英文。
    LanguageEn,
    /// 放大界面。
    ZoomIn,
    /// 缩小界面。
    ZoomOut,
    /// 恢复原来的大小。
    ZoomReset,
    /// 把图表作为图片放到剪贴板。
    CopyPlotPng,
    /// 把图表存成图片。
    ExportPlotPng,
    /// 把图表存成可缩放的矢量图。
    ExportPlotSvg,
    /// 版本、许可和所用字体。
    About,
}

/// The menu that a command belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Opening, saving, exporting.
    File,
    /// Changing tables.
    Edit,
    /// Walking through what was found.
    Findings,
    /// What is shown, and how.
    View,
    /// What to do with a plot.
    Plot,
    /// The program itself.
    Help,
}

/// The description of a command.
#[derive(Clone, Copy, Debug)]
pub struct Info {
    /// The command that is described.
    pub command: Command,
    /// Its menu.
    pub group: Group,
    /// Its label in Chinese.
    pub zh: &'static str,
    /// Its label in English.
    pub en: &'static str,
    /// What it does, in Chinese.
    pub hint_zh: &'static str,
    /// What it does, in English.
    pub hint_en: &'static str,
    /// The keys that do it; the first is shown.
    pub keys: &'static [KeyboardShortcut],
    /// Whether more is asked before anything is done; the labels then end in `…`.
    pub asks: bool,
}

impl Command {
    /// All commands in the order of the menus.
    pub fn all() -> impl Iterator<Item = Self> {
        table().map(|info| info.command)
    }

    /// The description.
    pub const fn info(self) -> &'static Info {
        let index = self as usize;
        if index < WORK.len() {
            &WORK[index]
        } else {
            &SIGHT[index - WORK.len()]
        }
    }

    /// The label in a language.
    pub const fn label(self, lang: Lang) -> &'static str {
        let info = self.info();
        lang.pick(info.zh, info.en)
    }

    /// What it does, in a language.
    pub const fn hint(self, lang: Lang) -> &'static str {
        let info = self.info();
        lang.pick(info.hint_zh, info.hint_en)
    }

    /// The keys as shown beside the label; empty if there are none.
    pub fn keys_text(self, ctx: &Context) -> String {
        let first = self.info().keys.first();
        first.map_or_else(String::new, |keys| ctx.format_shortcut(keys))
    }

    /// Whether a text field or a grid that has the keyboard takes these keys for itself: it has its own undo.
    pub const fn yields_to_text(self) -> bool {
        matches!(
            self,
            Self::Undo | Self::Redo | Self::InsertRow | Self::DeleteRow
        )
    }
}

impl Group {
    /// All menus, from the left.
    pub const ALL: [Self; 6] = [
        Self::File,
        Self::Edit,
        Self::Findings,
        Self::View,
        Self::Plot,
        Self::Help,
    ];

    /// The title of the menu.
    pub const fn title(self, lang: Lang) -> &'static str {
        match self {
            Self::File => lang.pick("文件", "File"),
            Self::Edit => lang.pick("编辑", "Edit"),
            Self::Findings => lang.pick("问题", "Findings"),
            Self::View => lang.pick("查看", "View"),
            Self::Plot => lang.pick("图表", "Plot"),
            Self::Help => lang.pick("帮助", "Help"),
        }
    }

    /// Its commands.
    pub fn commands(self) -> impl Iterator<Item = Command> {
        table()
            .filter(move |info| info.group == self)
            .map(|info| info.command)
    }
}

/// All descriptions, in the order of the menus.
fn table() -> impl Iterator<Item = &'static Info> {
    WORK.iter().chain(SIGHT)
}

/// Takes the keys of commands out of this frame's input, and returns the commands in the order of the keys.
///
/// Modifiers must match exactly: Shift+F8 is not F8. To be called before the panels are drawn.
pub fn take_pressed(ctx: &Context) -> Vec<Command> {
    let is_typing = ctx.text_edit_focused();
    let mut pressed = Vec::new();
    ctx.input_mut(|input| {
        input.events.retain(|event| {
            let command = of_event(event).filter(|c| !(is_typing && c.yields_to_text()));
            pressed.extend(command);
            command.is_none()
        });
    });
    pressed
}

fn of_event(event: &Event) -> Option<Command> {
    let Event::Key {
        key,
        pressed: true,
        modifiers,
        ..
    } = event
    else {
        return None;
    };
    let is_meant = |keys: &KeyboardShortcut| {
        keys.logical_key == *key && modifiers.matches_exact(keys.modifiers)
    };
    table()
        .find(|info| info.keys.iter().any(is_meant))
        .map(|info| info.command)
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::{Key, Modifiers, RawInput};
    use std::collections::BTreeMap;

    #[test]
    fn the_table_is_in_the_order_of_the_enum() {
        for (index, info) in table().enumerate() {
            assert_eq!(info.command as usize, index, "{:?}", info.command);
        }
        let groups: Vec<Group> = table().map(|info| info.group).collect();
        assert!(groups.is_sorted(), "the groups stand in the order of menus");
    }

    #[test]
    fn no_two_commands_share_keys() {
        let mut owners = BTreeMap::new();
        for info in table() {
            for keys in info.keys {
                let before = owners.insert(format!("{keys:?}"), info.command);
                assert_eq!(before, None, "{:?} shares {keys:?}", info.command);
            }
        }
    }

    #[test]
    fn every_label_is_given_once() {
        for lang in [Lang::Zh, Lang::En] {
            let mut owners = BTreeMap::new();
            for command in Command::all() {
                let before = owners.insert(command.label(lang), command);
                assert_eq!(before, None, "{command:?}");
                assert!(!command.hint(lang).is_empty(), "{command:?}");
            }
        }
    }

    #[test]
    fn labels_that_ask_for_more_end_in_an_ellipsis() {
        for info in table() {
            for label in [info.zh, info.en] {
                assert_eq!(label.ends_with('…'), info.asks, "{:?}", info.command);
            }
        }
    }

    fn take(events: &[(Key, Modifiers)]) -> Vec<Command> {
        let events = events.iter().map(|&(key, modifiers)| Event::Key {
            key,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers,
        });
        let input = RawInput {
            events: events.collect(),
            ..RawInput::default()
        };
        let ctx = Context::default();
        let mut taken = Vec::new();
        let mut output = ctx.run_ui(input, |ui| taken.extend(take_pressed(ui.ctx())));
        output.textures_delta.clear();
        taken
    }

    #[test]
    fn keys_are_taken_with_exactly_their_modifiers() {
        let ctrl = Modifiers::CTRL | Modifiers::COMMAND; // As the window reports it.
        let pressed = [
            (Key::F8, Modifiers::SHIFT),
            (Key::F8, Modifiers::NONE),
            (Key::S, ctrl),
            (Key::S, Modifiers::NONE),
            (Key::Z, ctrl | Modifiers::SHIFT),
            (Key::S, ctrl | Modifiers::ALT),
        ];
        assert_eq!(
            take(&pressed),
            [
                Command::PreviousFinding,
                Command::NextFinding,
                Command::Save,
                Command::Redo
            ]
        );
    }
}
