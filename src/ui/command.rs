//! What can be done, described once: menus, the palette and the keyboard all read this list. Doing it is left to the app.

use crate::ui::lang::Lang;
use eframe::egui::{Context, Event, Key, KeyboardShortcut, Modifiers};

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
    /// 每个问题一行，可用 Excel 或 WPS 打开。
    ExportFindings,
    /// 结论、问题、依据和审核说明，可直接交付。
    ExportMemo,
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
    /// 在所选行上方插入空行。
    InsertRow,
    /// 删除所选的行。
    DeleteRow,
    /// 跳到下一个问题所在的位置。
    NextFinding,
    /// 跳到上一个问题所在的位置。
    PreviousFinding,
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
    /// 查看构成和变动。
    ShowPlots,
    /// 把几个年度放在一起看。
    ShowComparison,
    /// 查看决算用语的含义。
    ShowTerms,
    /// 按名称转到一张表。
    GoToTable,
    /// 按名称或拼音首字母找到任何命令、表格和问题。
    Palette,
    /// 左侧的文件和表格目录。
    ToggleNavigation,
    /// 右侧的问题清单。
    ToggleFindings,
    /// 在导航、表格和问题栏之间移动键盘焦点。
    NextPane,
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
        TABLE.iter().map(|info| info.command)
    }

    /// The description.
    pub const fn info(self) -> &'static Info {
        &TABLE[self as usize]
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
        TABLE
            .iter()
            .filter(move |info| info.group == self)
            .map(|info| info.command)
    }
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
    TABLE
        .iter()
        .find(|info| info.keys.iter().any(is_meant))
        .map(|info| info.command)
}

const fn key(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::NONE, key)
}

const fn shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::SHIFT, key)
}

const fn alt(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::ALT, key)
}

const fn ctrl(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

const fn ctrl_shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key)
}

const fn ctrl_alt(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::ALT), key)
}

/// The descriptions, in the order of the enum.
static TABLE: &[Info] = &[
    Info {
        command: Command::OpenFiles,
        group: Group::File,
        zh: "打开文件…",
        en: "Open files…",
        hint_zh: "打开一个或几个年度的决算文件；也可以把文件拖进窗口。",
        hint_en: "Open the accounts of one or several years; files can also be dropped on the window.",
        keys: &[ctrl(Key::O)],
        asks: true,
    },
    Info {
        command: Command::OpenSample,
        group: Group::File,
        zh: "打开示例",
        en: "Open the sample",
        hint_zh: "打开程序自带的真实部门决算。",
        hint_en: "Open the real department that comes with the program.",
        keys: &[],
        asks: false,
    },
    Info {
        command: Command::Save,
        group: Group::File,
        zh: "保存",
        en: "Save",
        hint_zh: "写回原文件；只有改过的数字会变。",
        hint_en: "Write the file back; only corrected figures change.",
        keys: &[ctrl(Key::S)],
        asks: false,
    },
    Info {
        command: Command::SaveAs,
        group: Group::File,
        zh: "另存为…",
        en: "Save as…",
        hint_zh: "写成另一个文件，原文件不动。",
        hint_en: "Write another file and leave the original as it is.",
        keys: &[ctrl_shift(Key::S)],
        asks: true,
    },
    Info {
        command: Command::ExportAccounts,
        group: Group::File,
        zh: "导出更正后的决算（JSON）…",
        en: "Export corrected accounts (JSON)…",
        hint_zh: "除改过的数字外，与原文件逐字节相同。",
        hint_en: "The same bytes as the original, except for the corrected figures.",
        keys: &[ctrl(Key::E)],
        asks: true,
    },
    Info {
        command: Command::ExportFindings,
        group: Group::File,
        zh: "导出问题清单（CSV）…",
        en: "Export findings (CSV)…",
        hint_zh: "每个问题一行，可用 Excel 或 WPS 打开。",
        hint_en: "One finding a line, for Excel or WPS.",
        keys: &[],
        asks: true,
    },
    Info {
        command: Command::ExportMemo,
        group: Group::File,
        zh: "导出审核报告（Markdown）…",
        en: "Export review memo (Markdown)…",
        hint_zh: "结论、问题、依据和审核说明，可直接交付。",
        hint_en: "Verdict, findings, grounds and explanations, ready to hand over.",
        keys: &[],
        asks: true,
    },
    Info {
        command: Command::Reload,
        group: Group::File,
        zh: "重新载入",
        en: "Reload",
        hint_zh: "从磁盘重新读取；有未保存的修改时先询问。",
        hint_en: "Read the file again from disk; asks first if edits are unsaved.",
        keys: &[key(Key::F5)],
        asks: false,
    },
    Info {
        command: Command::CloseFile,
        group: Group::File,
        zh: "关闭文件",
        en: "Close file",
        hint_zh: "关闭当前文件；有未保存的修改时先询问。",
        hint_en: "Close the file; asks first if edits are unsaved.",
        keys: &[ctrl(Key::W)],
        asks: false,
    },
    Info {
        command: Command::Quit,
        group: Group::File,
        zh: "退出",
        en: "Quit",
        hint_zh: "关闭程序；有未保存的修改时先询问。",
        hint_en: "Close the program; asks first if edits are unsaved.",
        keys: &[ctrl(Key::Q)],
        asks: false,
    },
    Info {
        command: Command::Undo,
        group: Group::Edit,
        zh: "撤销",
        en: "Undo",
        hint_zh: "撤销上一步修改。",
        hint_en: "Take the last step back.",
        keys: &[ctrl(Key::Z)],
        asks: false,
    },
    Info {
        command: Command::Redo,
        group: Group::Edit,
        zh: "重做",
        en: "Redo",
        hint_zh: "重做刚撤销的修改。",
        hint_en: "Do the step again that was taken back.",
        keys: &[ctrl(Key::Y), ctrl_shift(Key::Z)],
        asks: false,
    },
    Info {
        command: Command::Find,
        group: Group::Edit,
        zh: "查找…",
        en: "Find…",
        hint_zh: "在当前表格或文字中查找。",
        hint_en: "Find in the table or text that is shown.",
        keys: &[ctrl(Key::F)],
        asks: true,
    },
    Info {
        command: Command::InsertRow,
        group: Group::Edit,
        zh: "插入行",
        en: "Insert row",
        hint_zh: "在所选行上方插入空行。",
        hint_en: "Insert empty rows above the selected ones.",
        keys: &[
            ctrl(Key::Plus),
            ctrl_shift(Key::Plus),
            ctrl_shift(Key::Equals),
        ],
        asks: false,
    },
    Info {
        command: Command::DeleteRow,
        group: Group::Edit,
        zh: "删除行",
        en: "Delete row",
        hint_zh: "删除所选的行。",
        hint_en: "Delete the selected rows.",
        keys: &[ctrl(Key::Minus)],
        asks: false,
    },
    Info {
        command: Command::NextFinding,
        group: Group::Findings,
        zh: "下一个问题",
        en: "Next finding",
        hint_zh: "跳到下一个问题所在的位置。",
        hint_en: "Go to where the next finding is.",
        keys: &[key(Key::F8)],
        asks: false,
    },
    Info {
        command: Command::PreviousFinding,
        group: Group::Findings,
        zh: "上一个问题",
        en: "Previous finding",
        hint_zh: "跳到上一个问题所在的位置。",
        hint_en: "Go to where the previous finding is.",
        keys: &[shift(Key::F8)],
        asks: false,
    },
    Info {
        command: Command::AcceptFix,
        group: Group::Findings,
        zh: "采纳修改",
        en: "Accept fix",
        hint_zh: "采纳所选问题的第一个修改建议，并立即重新检查。",
        hint_en: "Accept the first fix of the selected finding and check again at once.",
        keys: &[alt(Key::Enter)],
        asks: false,
    },
    Info {
        command: Command::AcceptSafeFixes,
        group: Group::Findings,
        zh: "采纳全部可靠改正",
        en: "Accept all safe fixes",
        hint_zh: "采纳所有仅凭账面即可确定的改正，作为一步，可一并撤销。",
        hint_en: "Accept every fix that follows from the accounts alone, as one step that can be undone.",
        keys: &[],
        asks: false,
    },
    Info {
        command: Command::ExplainFinding,
        group: Group::Findings,
        zh: "填写审核说明…",
        en: "Explain instead…",
        hint_zh: "不改数字，写明原因；说明存入文件。",
        hint_en: "Leave the figures and write down why; the explanation is stored in the file.",
        keys: &[shift(Key::F2)],
        asks: true,
    },
    Info {
        command: Command::ShowOverview,
        group: Group::View,
        zh: "概览",
        en: "Overview",
        hint_zh: "结论、检查范围和未能检查的内容。",
        hint_en: "The verdict, what was checked and what could not be.",
        keys: &[],
        asks: false,
    },
    Info {
        command: Command::ShowTables,
        group: Group::View,
        zh: "表格",
        en: "Tables",
        hint_zh: "查看和修改各张决算表。",
        hint_en: "See and edit the tables.",
        keys: &[ctrl(Key::Num1)],
        asks: false,
    },
    Info {
        command: Command::ShowPlots,
        group: Group::View,
        zh: "图表",
        en: "Plots",
        hint_zh: "查看构成和变动。",
        hint_en: "See shares and changes.",
        keys: &[ctrl(Key::Num2)],
        asks: false,
    },
    Info {
        command: Command::ShowComparison,
        group: Group::View,
        zh: "年度对比",
        en: "Comparison",
        hint_zh: "把几个年度放在一起看。",
        hint_en: "See several years side by side.",
        keys: &[ctrl(Key::Num3)],
        asks: false,
    },
    Info {
        command: Command::ShowTerms,
        group: Group::View,
        zh: "名词解释",
        en: "Terms",
        hint_zh: "查看决算用语的含义。",
        hint_en: "See what the terms of the accounts mean.",
        keys: &[ctrl(Key::Num4), key(Key::F1)],
        asks: false,
    },
    Info {
        command: Command::GoToTable,
        group: Group::View,
        zh: "转到表格…",
        en: "Go to table…",
        hint_zh: "按名称转到一张表。",
        hint_en: "Go to a table by its name.",
        keys: &[ctrl(Key::G)],
        asks: true,
    },
    Info {
        command: Command::Palette,
        group: Group::View,
        zh: "命令面板…",
        en: "Command palette…",
        hint_zh: "按名称或拼音首字母找到任何命令、表格和问题。",
        hint_en: "Find any command, table or finding by name.",
        keys: &[ctrl(Key::K), ctrl_shift(Key::P)],
        asks: true,
    },
    Info {
        command: Command::ToggleNavigation,
        group: Group::View,
        zh: "显示或隐藏导航栏",
        en: "Show or hide navigation",
        hint_zh: "左侧的文件和表格目录。",
        hint_en: "The list of files and tables at the left.",
        keys: &[ctrl(Key::B)],
        asks: false,
    },
    Info {
        command: Command::ToggleFindings,
        group: Group::View,
        zh: "显示或隐藏问题栏",
        en: "Show or hide findings",
        hint_zh: "右侧的问题清单。",
        hint_en: "The list of findings at the right.",
        keys: &[ctrl(Key::J)],
        asks: false,
    },
    Info {
        command: Command::NextPane,
        group: Group::View,
        zh: "转到下一个区域",
        en: "Go to next pane",
        hint_zh: "在导航、表格和问题栏之间移动键盘焦点。",
        hint_en: "Move the keyboard between navigation, table and findings.",
        keys: &[key(Key::F6)],
        asks: false,
    },
    Info {
        command: Command::UnitAsPrinted,
        group: Group::View,
        zh: "金额单位：按原文",
        en: "Amounts as printed",
        hint_zh: "金额按文件中的单位显示。",
        hint_en: "Amounts are shown in the unit that the file prints.",
        keys: &[],
        asks: false,
    },
    Info {
        command: Command::UnitYuan,
        group: Group::View,
        zh: "以元显示",
        en: "Show in yuan",
        hint_zh: "金额以元显示。",
        hint_en: "Show amounts in yuan.",
        keys: &[],
        asks: false,
    },
    Info {
        command: Command::UnitWanYuan,
        group: Group::View,
        zh: "以万元显示",
        en: "Show in 10,000 yuan",
        hint_zh: "金额以万元显示；文件中的数字不变。",
        hint_en: "Show amounts in units of 10,000 yuan; the file stays as it is.",
        keys: &[],
        asks: false,
    },
    Info {
        command: Command::ThemeLight,
        group: Group::View,
        zh: "浅色",
        en: "Light",
        hint_zh: "浅色界面。",
        hint_en: "Dark words on a light ground.",
        keys: &[],
        asks: false,
    },
    Info {
        command: Command::ThemeDark,
        group: Group::View,
        zh: "深色",
        en: "Dark",
        hint_zh: "深色界面。",
        hint_en: "Light words on a dark ground.",
        keys: &[],
        asks: false,
    },
    Info {
        command: Command::ThemeSystem,
        group: Group::View,
        zh: "跟随系统",
        en: "As the system",
        hint_zh: "随系统切换浅色和深色。",
        hint_en: "Light or dark as the system asks.",
        keys: &[],
        asks: false,
    },
    Info {
        command: Command::LanguageZh,
        group: Group::View,
        zh: "中文",
        en: "中文 (Chinese)",
        hint_zh: "界面使用中文。",
        hint_en: "Use Chinese.",
        keys: &[],
        asks: false,
    },
    Info {
        command: Command::LanguageEn,
        group: Group::View,
        zh: "English（英文）",
        en: "English",
        hint_zh: "界面使用英文。",
        hint_en: "Use English.",
        keys: &[],
        asks: false,
    },
    Info {
        command: Command::ZoomIn,
        group: Group::View,
        zh: "放大",
        en: "Zoom in",
        hint_zh: "放大界面。",
        hint_en: "Make everything larger.",
        keys: &[ctrl_alt(Key::Equals), ctrl_alt(Key::Plus)],
        asks: false,
    },
    Info {
        command: Command::ZoomOut,
        group: Group::View,
        zh: "缩小",
        en: "Zoom out",
        hint_zh: "缩小界面。",
        hint_en: "Make everything smaller.",
        keys: &[ctrl_alt(Key::Minus)],
        asks: false,
    },
    Info {
        command: Command::ZoomReset,
        group: Group::View,
        zh: "实际大小",
        en: "Actual size",
        hint_zh: "恢复原来的大小。",
        hint_en: "Back to the usual size.",
        keys: &[ctrl_alt(Key::Num0)],
        asks: false,
    },
    Info {
        command: Command::CopyPlotPng,
        group: Group::Plot,
        zh: "复制图表",
        en: "Copy plot",
        hint_zh: "把图表作为图片放到剪贴板。",
        hint_en: "Put the plot on the clipboard as a picture.",
        keys: &[ctrl_shift(Key::C)],
        asks: false,
    },
    Info {
        command: Command::ExportPlotPng,
        group: Group::Plot,
        zh: "导出图表（PNG）…",
        en: "Export plot (PNG)…",
        hint_zh: "把图表存成图片。",
        hint_en: "Save the plot as a picture.",
        keys: &[],
        asks: true,
    },
    Info {
        command: Command::ExportPlotSvg,
        group: Group::Plot,
        zh: "导出图表（SVG）…",
        en: "Export plot (SVG)…",
        hint_zh: "把图表存成可缩放的矢量图。",
        hint_en: "Save the plot as scalable graphics.",
        keys: &[],
        asks: true,
    },
    Info {
        command: Command::About,
        group: Group::Help,
        zh: "关于勾稽",
        en: "About gouji",
        hint_zh: "版本、许可和所用字体。",
        hint_en: "Version, licences and fonts.",
        keys: &[],
        asks: false,
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::RawInput;
    use std::collections::BTreeMap;

    #[test]
    fn the_table_is_in_the_order_of_the_enum() {
        for (index, info) in TABLE.iter().enumerate() {
            assert_eq!(info.command as usize, index, "{:?}", info.command);
        }
        let groups: Vec<Group> = TABLE.iter().map(|info| info.group).collect();
        assert!(groups.is_sorted(), "the groups stand in the order of menus");
    }

    #[test]
    fn no_two_commands_share_keys() {
        let mut owners = BTreeMap::new();
        for info in TABLE {
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
        for info in TABLE {
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
