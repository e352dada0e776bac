//! The second half of the list of commands: what is shown, and how; plots; help.

use crate::ui::command::describe::{alt, ctrl, ctrl_alt, ctrl_shift, describe, key};
use crate::ui::command::{Command, Group, Info};
use eframe::egui::Key;

/// The descriptions, in the order of the enum.
pub(super) static SIGHT: &[Info] = &[
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
        Command::ShowText,
        Group::View,
        ["正文", "Text"],
        [
            "按页排版阅读正文，每个数字标出是否属实。",
            "Read the text as a page, every number marked with what checking gave.",
        ],
        &[ctrl(Key::Num5)],
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
