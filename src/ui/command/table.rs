//! The list of commands: their words in both languages and their keys, in the order of the menus.

use crate::ui::command::{Command, Group, Info};
use eframe::egui::{Key, KeyboardShortcut, Modifiers};

/// The descriptions, in the order of the enum.
pub(super) static TABLE: &[Info] = &[
    describe(
        Command::OpenFiles,
        Group::File,
        ["打开文件…", "Open files…"],
        [
            "打开一个或几个年度的决算文件；也可以把文件拖进窗口。",
            "Open the accounts of one or several years; files can also be dropped on the window.",
        ],
        &[ctrl(Key::O)],
    )
    .asking(),
    describe(
        Command::OpenSample,
        Group::File,
        ["打开示例", "Open the sample"],
        [
            "打开程序自带的真实部门决算。",
            "Open the real department that comes with the program.",
        ],
        &[],
    ),
    describe(
        Command::Save,
        Group::File,
        ["保存", "Save"],
        [
            "写回原文件；只有改过的数字会变。",
            "Write the file back; only corrected figures change.",
        ],
        &[ctrl(Key::S)],
    ),
    describe(
        Command::SaveAs,
        Group::File,
        ["另存为…", "Save as…"],
        [
            "写成另一个文件，原文件不动。",
            "Write another file and leave the original as it is.",
        ],
        &[ctrl_shift(Key::S)],
    )
    .asking(),
    describe(
        Command::ExportAccounts,
        Group::File,
        [
            "导出更正后的决算（JSON）…",
            "Export corrected accounts (JSON)…",
        ],
        [
            "除改过的数字外，与原文件逐字节相同。",
            "The same bytes as the original, except for the corrected figures.",
        ],
        &[ctrl(Key::E)],
    )
    .asking(),
    describe(
        Command::ExportFindings,
        Group::File,
        ["导出问题清单（CSV）…", "Export findings (CSV)…"],
        [
            "每个问题一行，可用 Excel 或 WPS 打开。",
            "One finding a line, for Excel or WPS.",
        ],
        &[],
    )
    .asking(),
    describe(
        Command::ExportFindingsWorkbook,
        Group::File,
        ["导出问题清单（XLSX）…", "Export findings (XLSX)…"],
        [
            "问题清单与各表互相链接，标出有问题的单元格。",
            "The list and the tables linked with each other, flagged cells marked.",
        ],
        &[],
    )
    .asking(),
    describe(
        Command::ExportTables,
        Group::File,
        ["导出决算报表（XLSX）…", "Export tables (XLSX)…"],
        [
            "按报表格式写成新的工作簿，每表一页。",
            "A new workbook in the layout of the forms, a sheet for each table.",
        ],
        &[],
    )
    .asking(),
    describe(
        Command::ExportMemo,
        Group::File,
        [
            "导出审核报告（Markdown）…",
            "Export review memo (Markdown)…",
        ],
        [
            "结论、问题、依据和审核说明，可直接交付。",
            "Verdict, findings, grounds and explanations, ready to hand over.",
        ],
        &[],
    )
    .asking(),
    describe(
        Command::ChooseRules,
        Group::File,
        ["规则文件…", "Rule files…"],
        [
            "选择自己编写的规则文件，与内置规则一并核对；以后打开程序时仍用它们。",
            "Choose files of your own rules, which are checked beside the standard's, in the next run too.",
        ],
        &[],
    )
    .asking(),
    describe(
        Command::ReloadRules,
        Group::File,
        ["重新读取规则文件", "Read the rule files again"],
        [
            "改过规则文件后，按新内容重新核对。",
            "Check again after the rule files were changed.",
        ],
        &[],
    ),
    describe(
        Command::ClearRules,
        Group::File,
        ["不用自定规则", "Use no rules of your own"],
        ["只核对内置规则。", "Check the standard's rules alone."],
        &[],
    ),
    describe(
        Command::Reload,
        Group::File,
        ["重新载入", "Reload"],
        [
            "从磁盘重新读取；有未保存的修改时先询问。",
            "Read the file again from disk; asks first if edits are unsaved.",
        ],
        &[key(Key::F5)],
    ),
    describe(
        Command::CloseFile,
        Group::File,
        ["关闭文件", "Close file"],
        [
            "关闭当前文件；有未保存的修改时先询问。",
            "Close the file; asks first if edits are unsaved.",
        ],
        &[ctrl(Key::W)],
    ),
    describe(
        Command::Quit,
        Group::File,
        ["退出", "Quit"],
        [
            "关闭程序；有未保存的修改时先询问。",
            "Close the program; asks first if edits are unsaved.",
        ],
        &[ctrl(Key::Q)],
    ),
    describe(
        Command::Undo,
        Group::Edit,
        ["撤销", "Undo"],
        ["撤销上一步修改。", "Take the last step back."],
        &[ctrl(Key::Z)],
    ),
    describe(
        Command::Redo,
        Group::Edit,
        ["重做", "Redo"],
        [
            "重做刚撤销的修改。",
            "Do the step again that was taken back.",
        ],
        &[ctrl(Key::Y), ctrl_shift(Key::Z)],
    ),
    describe(
        Command::Find,
        Group::Edit,
        ["查找…", "Find…"],
        [
            "在当前表格或文字中查找。",
            "Find in the table or text that is shown.",
        ],
        &[ctrl(Key::F)],
    )
    .asking(),
    describe(
        Command::InsertRow,
        Group::Edit,
        ["插入行", "Insert row"],
        [
            "在所选行上方插入空行。",
            "Insert empty rows above the selected ones.",
        ],
        &[
            ctrl(Key::Plus),
            ctrl_shift(Key::Plus),
            ctrl_shift(Key::Equals),
        ],
    ),
    describe(
        Command::DeleteRow,
        Group::Edit,
        ["删除行", "Delete row"],
        ["删除所选的行。", "Delete the selected rows."],
        &[ctrl(Key::Minus)],
    ),
    describe(
        Command::NextFinding,
        Group::Findings,
        ["下一个问题", "Next finding"],
        [
            "跳到下一个问题所在的位置。",
            "Go to where the next finding is.",
        ],
        &[key(Key::F8)],
    ),
    describe(
        Command::PreviousFinding,
        Group::Findings,
        ["上一个问题", "Previous finding"],
        [
            "跳到上一个问题所在的位置。",
            "Go to where the previous finding is.",
        ],
        &[shift(Key::F8)],
    ),
    describe(
        Command::AcceptFix,
        Group::Findings,
        ["采纳修改", "Accept fix"],
        [
            "采纳所选问题的第一个修改建议，并立即重新检查。",
            "Accept the first fix of the selected finding and check again at once.",
        ],
        &[alt(Key::Enter)],
    ),
    describe(
        Command::AcceptSafeFixes,
        Group::Findings,
        ["采纳全部可靠改正", "Accept all safe fixes"],
        [
            "采纳所有仅凭账面即可确定的改正，作为一步，可一并撤销。",
            "Accept every fix that follows from the accounts alone, as one step that can be undone.",
        ],
        &[],
    ),
    describe(
        Command::ExplainFinding,
        Group::Findings,
        ["填写审核说明…", "Explain instead…"],
        [
            "不改数字，写明原因；说明存入文件。",
            "Leave the figures and write down why; the explanation is stored in the file.",
        ],
        &[shift(Key::F2)],
    )
    .asking(),
    describe(
        Command::ShowOverview,
        Group::View,
        ["概览", "Overview"],
        [
            "结论、检查范围和未能检查的内容。",
            "The verdict, what was checked and what could not be.",
        ],
        &[],
    ),
    describe(
        Command::ShowTables,
        Group::View,
        ["表格", "Tables"],
        ["查看和修改各张决算表。", "See and edit the tables."],
        &[ctrl(Key::Num1)],
    ),
    describe(
        Command::ShowPlots,
        Group::View,
        ["图表", "Plots"],
        ["查看构成和变动。", "See shares and changes."],
        &[ctrl(Key::Num2)],
    ),
    describe(
        Command::ShowComparison,
        Group::View,
        ["年度对比", "Comparison"],
        ["把几个年度放在一起看。", "See several years side by side."],
        &[ctrl(Key::Num3)],
    ),
    describe(
        Command::ShowTerms,
        Group::View,
        ["名词解释", "Terms"],
        [
            "查看决算用语的含义。",
            "See what the terms of the accounts mean.",
        ],
        &[ctrl(Key::Num4), key(Key::F1)],
    ),
    describe(
        Command::ShowRemarks,
        Group::View,
        ["未识别的内容", "Not understood"],
        [
            "文件里没有读入任何表的内容。",
            "What of the file belongs to no table.",
        ],
        &[],
    ),
    describe(
        Command::GoBack,
        Group::View,
        ["后退", "Back"],
        [
            "回到跳转前所在的位置。",
            "Go back to where you were before the jump.",
        ],
        &[alt(Key::ArrowLeft)],
    ),
    describe(
        Command::GoForward,
        Group::View,
        ["前进", "Forward"],
        [
            "再次前往返回前所在的位置。",
            "Go again to where you came back from.",
        ],
        &[alt(Key::ArrowRight)],
    ),
    describe(
        Command::ShowRelations,
        Group::View,
        ["单元格的关系", "Relations of the cell"],
        [
            "用键盘查看当前单元格的各项关系，回车跳到有关的单元格。",
            "Walk the relations of the cell by keyboard; Enter goes to the other cell.",
        ],
        &[key(Key::F6)],
    ),
    describe(
        Command::ToggleLines,
        Group::View,
        ["表样或逐行", "Form or lines"],
        [
            "按官方表样显示，或逐行显示。",
            "Show tables as the official forms print them, or line by line.",
        ],
        &[key(Key::F7)],
    ),
    describe(
        Command::FoldRow,
        Group::View,
        ["折叠", "Fold"],
        [
            "折叠所在的类或款。",
            "Fold the class or subclass that the cursor is in.",
        ],
        &[alt(Key::ArrowUp)],
    ),
    describe(
        Command::UnfoldRow,
        Group::View,
        ["展开", "Unfold"],
        [
            "展开所在的类或款。",
            "Unfold the class or subclass under the cursor.",
        ],
        &[alt(Key::ArrowDown)],
    ),
    describe(
        Command::UnfoldToClass,
        Group::View,
        ["只看类", "Classes only"],
        ["只显示类。", "Show classes alone."],
        &[ctrl_alt(Key::Num1)],
    ),
    describe(
        Command::UnfoldToSubclass,
        Group::View,
        ["展开到款", "Down to subclasses"],
        ["显示类和款。", "Show classes and subclasses."],
        &[ctrl_alt(Key::Num2)],
    ),
    describe(
        Command::UnfoldAll,
        Group::View,
        ["展开全部", "Unfold all"],
        ["显示类、款、项。", "Show classes, subclasses and items."],
        &[ctrl_alt(Key::Num3)],
    ),
    describe(
        Command::GoToTable,
        Group::View,
        ["转到表格…", "Go to table…"],
        ["按名称转到一张表。", "Go to a table by its name."],
        &[ctrl(Key::G)],
    )
    .asking(),
    describe(
        Command::Palette,
        Group::View,
        ["命令面板…", "Command palette…"],
        [
            "按名称或拼音首字母找到任何命令、表格和问题。",
            "Find any command, table or finding by name.",
        ],
        &[ctrl(Key::K), ctrl_shift(Key::P)],
    )
    .asking(),
    describe(
        Command::ToggleNavigation,
        Group::View,
        ["显示或隐藏导航栏", "Show or hide navigation"],
        [
            "左侧的文件和表格目录。",
            "The list of files and tables at the left.",
        ],
        &[ctrl(Key::B)],
    ),
    describe(
        Command::ToggleFindings,
        Group::View,
        ["显示或隐藏问题栏", "Show or hide findings"],
        ["右侧的问题清单。", "The list of findings at the right."],
        &[ctrl(Key::J)],
    ),
    describe(
        Command::UnitAsPrinted,
        Group::View,
        ["按原文单位显示", "Show as printed"],
        [
            "金额按文件中的单位显示。",
            "Show amounts in the unit that the file prints.",
        ],
        &[],
    ),
    describe(
        Command::UnitYuan,
        Group::View,
        ["以元显示", "Show in yuan"],
        ["金额以元显示。", "Show amounts in yuan."],
        &[],
    ),
    describe(
        Command::UnitWanYuan,
        Group::View,
        ["以万元显示", "Show in 10,000 yuan"],
        [
            "金额以万元显示；文件中的数字不变。",
            "Show amounts in units of 10,000 yuan; the file stays as it is.",
        ],
        &[],
    ),
    describe(
        Command::ThemeLight,
        Group::View,
        ["浅色", "Light"],
        ["浅色界面。", "Dark words on a light ground."],
        &[],
    ),
    describe(
        Command::ThemeDark,
        Group::View,
        ["深色", "Dark"],
        ["深色界面。", "Light words on a dark ground."],
        &[],
    ),
    describe(
        Command::ThemeSystem,
        Group::View,
        ["跟随系统", "As the system"],
        [
            "随系统切换浅色和深色。",
            "Light or dark as the system asks.",
        ],
        &[],
    ),
    describe(
        Command::LanguageZh,
        Group::View,
        ["中文", "中文 (Chinese)"],
        ["界面使用中文。", "Use Chinese."],
        &[],
    ),
    describe(
        Command::LanguageEn,
        Group::View,
        ["English（英文）", "English"],
        ["界面使用英文。", "Use English."],
        &[],
    ),
    describe(
        Command::ZoomIn,
        Group::View,
        ["放大", "Zoom in"],
        ["放大界面。", "Make everything larger."],
        &[ctrl_alt(Key::Equals), ctrl_alt(Key::Plus)],
    ),
    describe(
        Command::ZoomOut,
        Group::View,
        ["缩小", "Zoom out"],
        ["缩小界面。", "Make everything smaller."],
        &[ctrl_alt(Key::Minus)],
    ),
    describe(
        Command::ZoomReset,
        Group::View,
        ["实际大小", "Actual size"],
        ["恢复原来的大小。", "Back to the usual size."],
        &[ctrl_alt(Key::Num0)],
    ),
    describe(
        Command::CopyPlotPng,
        Group::Plot,
        ["复制图表", "Copy plot"],
        [
            "把图表作为图片放到剪贴板。",
            "Put the plot on the clipboard as a picture.",
        ],
        &[ctrl_shift(Key::C)],
    ),
    describe(
        Command::ExportPlotPng,
        Group::Plot,
        ["导出图表（PNG）…", "Export plot (PNG)…"],
        ["把图表存成图片。", "Save the plot as a picture."],
        &[],
    )
    .asking(),
    describe(
        Command::ExportPlotSvg,
        Group::Plot,
        ["导出图表（SVG）…", "Export plot (SVG)…"],
        [
            "把图表存成可缩放的矢量图。",
            "Save the plot as scalable graphics.",
        ],
        &[],
    )
    .asking(),
    describe(
        Command::About,
        Group::Help,
        ["关于勾稽", "About gouji"],
        ["版本、许可和所用字体。", "Version, licences and fonts."],
        &[],
    ),
];

/// Labels and hints are given in Chinese and in English.
const fn describe(
    command: Command,
    group: Group,
    [zh, en]: [&'static str; 2],
    [hint_zh, hint_en]: [&'static str; 2],
    keys: &'static [KeyboardShortcut],
) -> Info {
    Info {
        command,
        group,
        zh,
        en,
        hint_zh,
        hint_en,
        keys,
        asks: false,
    }
}

impl Info {
    const fn asking(self) -> Self {
        Self { asks: true, ..self }
    }
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
