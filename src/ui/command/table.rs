//! The first half of the list of commands: what works on files and figures. Their words in both languages and their keys,
//! in the order of the menus.

use crate::ui::command::describe::{alt, ctrl, ctrl_alt, ctrl_shift, describe, key, shift};
use crate::ui::command::{Command, Group, Info};
use eframe::egui::Key;

/// The descriptions, in the order of the enum.
pub(super) static WORK: &[Info] = &[
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
        Command::ExportWorkbook,
        Group::File,
        ["导出改正后的工作簿（XLSX）…", "Export corrected workbook (XLSX)…"],
        [
            "读入的工作簿，只改动改过的单元格；原文件不动。",
            "The workbook that was opened, with only the edited cells changed; the original stays.",
        ],
        &[],
    )
    .asking(),
    describe(
        Command::ExportText,
        Group::File,
        ["导出改正后的正文…", "Export corrected text…"],
        [
            "读入的正文（.txt、.docx），只改动改过的文字；PDF 的文字写成 .txt。",
            "The text that was opened (.txt, .docx), with only the edited words changed; of a PDF its words as .txt.",
        ],
        &[],
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
        Command::CopySentence,
        Group::Edit,
        ["复制本句", "Copy sentence"],
        [
            "把正文中光标所在的句子放到剪贴板，按现在的数字。",
            "Put the sentence of the text on the clipboard, with its figures as they stand now.",
        ],
        &[ctrl_alt(Key::C)],
    ),
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
        Command::NextNumber,
        Group::Findings,
        ["正文下一个数字", "Next number of the text"],
        [
            "跳到正文中下一个所看的数字：全部、矛盾或未检查。",
            "Go to the next number that is shown in the text: all, contradicted or not checked.",
        ],
        &[key(Key::F9)],
    ),
    describe(
        Command::PreviousNumber,
        Group::Findings,
        ["正文上一个数字", "Previous number of the text"],
        [
            "跳到正文中上一个所看的数字。",
            "Go to the previous number that is shown in the text.",
        ],
        &[shift(Key::F9)],
    ),
    describe(
        Command::SeekNumbers,
        Group::Findings,
        ["切换正文所看的数字", "Switch the numbers shown"],
        [
            "正文中依次只看全部、矛盾或未检查的数字。",
            "Show all, contradicted or unchecked numbers of the text, one after the other.",
        ],
        &[key(Key::F4)],
    ),
    describe(
        Command::GoAcross,
        Group::Findings,
        ["正文与表格互跳", "Between text and table"],
        [
            "从正文的数字到它所说的单元格，或从单元格到说它的句子。",
            "Go from a number of the text to the cell that it states, or from a cell to the sentence that states it.",
        ],
        &[ctrl(Key::T)],
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
];
