//! The command line as clap reads it: names, help texts and nothing that acts.
//!
//! Help is in both languages at once, because it is read before anybody has chosen one.

use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::model::Lang;

/// Colours of clap's own output, the same as those of the reports.
const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Cyan.on_default().bold())
    .usage(AnsiColor::Cyan.on_default().bold())
    .literal(AnsiColor::Green.on_default())
    .error(AnsiColor::Red.on_default().bold());

const TEMPLATE: &str = "\
{about}

{before-help}用法 · Usage:
  {usage}

{all-args}{after-help}";

const EXAMPLES: &str = "\
试一试 · Try:
  gouji                                  打开窗口 · open the window
  gouji sample 样例.json                 写出内置样例 · write the embedded sample
  gouji check 样例.json                  审核并打印结果 · review and print the result
  gouji rule G060                        解释一条规则 · explain a rule
  gouji rule --template > 规则.json      写出自定规则的样例 · write an example of your own rules
  gouji fix 样例.json -o 改后.json       应用可靠的修改 · apply the safe fixes
  gouji check 决算.xlsx                  审核工作簿 · review a workbook
  gouji check 说明.docx 决算.xlsx        正文与报表一并审核 · review the text with its tables
  gouji import 说明.txt 决算.xlsx -o 决算.json  读成 JSON · read them into JSON

退出码 · Exit codes:
  0 没有必改问题 · nothing must be corrected
  1 有必改问题 · something must be corrected
  2 有文件未能读取，或命令写错 · something could not be read, or the command is wrong";

/// 勾稽
#[derive(Debug, Parser)]
#[command(
    name = "gouji",
    bin_name = "gouji",
    version,
    about = "gouji 勾稽：审核部门决算的表格与文字 · reviews a department's final accounts",
    long_about = None,
    help_template = TEMPLATE,
    after_help = EXAMPLES,
    styles = STYLES,
    subcommand_value_name = "命令 · COMMAND",
    subcommand_help_heading = "命令 · Commands",
    override_usage = "gouji [FILE]...\n  gouji <COMMAND> [OPTIONS]",
    subcommand_precedence_over_arg = true,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    next_help_heading = "选项 · Options"
)]
pub(super) struct Cli {
    /// 要在窗口中打开的决算文件：JSON、工作簿、正文 · accounts to open in the window: JSON, workbooks, texts
    #[arg(value_name = "FILE", help_heading = "参数 · Arguments")]
    pub(super) files: Vec<PathBuf>,

    /// 语言，默认随系统，否则中文 · language; the system's by default, else Chinese
    #[arg(long, global = true, value_name = "zh|en", hide_possible_values = true)]
    #[arg(display_order = 90)]
    pub(super) lang: Option<LangArg>,

    /// 显示帮助 · print help
    #[arg(short, long, global = true, action = clap::ArgAction::Help, display_order = 91)]
    help: Option<bool>,

    /// 显示版本 · print the version
    #[arg(short = 'V', long, action = clap::ArgAction::Version, display_order = 92)]
    version: Option<bool>,

    #[command(flatten)]
    pub(super) own: OwnRules,

    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// The user's own rules, wherever accounts are reviewed.
#[derive(Debug, Args)]
pub(super) struct OwnRules {
    /// 自定规则文件，可多次使用 · a file of your own rules; may be given several times
    #[arg(id = "rules", long = "rules", value_name = "FILE", display_order = 89)]
    pub(super) files: Vec<PathBuf>,
}

/// What can be done without a window.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// 审核决算文件 · review accounts
    #[command(help_template = TEMPLATE, after_help = "\
同一部门同一年度的工作簿和正文一并审核；JSON 没有文字陈述时也可配一份正文 · Workbooks and a text of one department and year are reviewed together; so are a JSON without claims and a text.
文件夹中的 .txt .docx .pdf 只有谈到决算的才审核 · Of a folder only texts that speak of final accounts are reviewed.
退出码 · Exit codes: 0 没有必改问题 · nothing must be corrected; 1 有必改问题 · something must; \
2 有文件未能读取 · something could not be read")]
    Check(CheckArgs),
    /// 解释规则 · explain a rule
    #[command(help_template = TEMPLATE)]
    Rule(RuleArgs),
    /// 应用可靠的修改 · apply the safe fixes
    #[command(help_template = TEMPLATE, after_help = "\
只改有把握的数字，其余字节不变 · Only figures that follow from the accounts alone are changed; every other byte stays.
工作簿写成 .xlsx（xls、ods、csv 写成新的 .xlsx）或 .json · A workbook is written as .xlsx (xls, ods and csv as a new one) or .json.
正文写回 .txt 或 .docx，PDF 的文字写成 .txt；几个文件一并写出时各加原名 · A text is written as .txt or .docx, a PDF's words as .txt; several files are written each with its own name behind.
退出码 · Exit codes: 0 改后没有必改问题 · nothing is left to correct; 1 仍有必改问题 · something is; 2 出错 · an error")]
    Fix(FixArgs),
    /// 把工作簿和正文读成一份 JSON 决算 · read workbooks and a text into accounts as JSON
    #[command(help_template = TEMPLATE, after_help = "\
工作簿和一份正文读成一份；部门或年度不一致时会问 · Workbooks and one text become one set of accounts; another department or year is asked about.
退出码 · Exit codes: 0 全部认出 · everything was understood; 1 有内容未能识别 · something was not; \
2 未能读取 · could not be read")]
    Import(ImportArgs),
    /// 写出内置样例 · write the embedded sample
    #[command(help_template = TEMPLATE)]
    Sample(SampleArgs),
    /// 导出决算、报表、正文、问题清单或审核意见 · export accounts, tables, the text, findings or a review memo
    #[command(help_template = TEMPLATE)]
    Export(ExportArgs),
}

/// `gouji check`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项 · Options")]
pub(super) struct CheckArgs {
    /// JSON、工作簿、正文（.txt .docx .pdf）、文件夹，或 - 表示标准输入（JSON，可每行一份）· JSON, workbooks, texts (.txt .docx .pdf), folders, or - for standard input (JSON, one document or one a line)
    #[arg(
        value_name = "PATH",
        required = true,
        help_heading = "参数 · Arguments"
    )]
    pub(super) paths: Vec<PathBuf>,

    /// 输出格式：text 文本，json 供程序使用 · output: text for people, json for programs
    #[arg(long, value_name = "text|json", default_value = "text")]
    #[arg(hide_possible_values = true, hide_default_value = true)]
    pub(super) format: CheckFormat,

    #[command(flatten)]
    pub(super) own: OwnRules,
}

/// `gouji rule`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项 · Options")]
pub(super) struct RuleArgs {
    /// 规则代码，如 G060；不写则列出全部规则 · a code such as G060; all rules without one
    #[arg(value_name = "CODE", help_heading = "参数 · Arguments")]
    pub(super) code: Option<String>,

    /// 写出一份自定规则的样例 · write an example of your own rules
    #[arg(long, conflicts_with = "code")]
    pub(super) template: bool,

    #[command(flatten)]
    pub(super) own: OwnRules,
}

/// `gouji fix`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项 · Options")]
pub(super) struct FixArgs {
    /// 决算文件；同一份决算的工作簿和正文可一并给出 · the accounts; their workbooks and text may be given together
    #[arg(
        value_name = "FILE",
        required = true,
        help_heading = "参数 · Arguments"
    )]
    pub(super) files: Vec<PathBuf>,

    /// 写到哪里 · where to write the result
    #[arg(short, long, value_name = "OUT")]
    #[arg(conflicts_with = "in_place")]
    pub(super) output: Option<PathBuf>,

    /// 直接改原文件 · change the file itself
    #[arg(long)]
    pub(super) in_place: bool,

    /// 只说明会改什么，不写文件 · say what would be done and write nothing
    #[arg(long)]
    pub(super) dry_run: bool,

    #[command(flatten)]
    pub(super) own: OwnRules,
}

/// `gouji import`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项 · Options")]
pub(super) struct ImportArgs {
    /// 工作簿（.xlsx .xls .ods .csv）和正文（.txt .docx .pdf）· workbooks and a text
    #[arg(
        value_name = "FILE",
        required = true,
        help_heading = "参数 · Arguments"
    )]
    pub(super) files: Vec<PathBuf>,

    /// 写到哪里，- 表示标准输出 · where to write the accounts, - for standard output
    #[arg(short, long, value_name = "ACCOUNTS.json")]
    pub(super) output: PathBuf,
}

/// `gouji sample`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项 · Options")]
pub(super) struct SampleArgs {
    /// 写到哪里；不写则输出到标准输出 · where to write it; standard output without
    #[arg(value_name = "FILE", help_heading = "参数 · Arguments")]
    pub(super) file: Option<PathBuf>,

    /// 覆盖已有文件 · replace an existing file
    #[arg(long)]
    pub(super) force: bool,
}

/// `gouji export`.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项 · Options")]
pub(super) struct ExportArgs {
    /// 决算文件；同一份决算的工作簿和正文可一并给出 · the accounts; their workbooks and text may be given together
    #[arg(
        value_name = "FILE",
        required = true,
        help_heading = "参数 · Arguments"
    )]
    pub(super) files: Vec<PathBuf>,

    /// json 决算原样，csv 问题清单，md 审核意见，text 改正后的正文，findings-xlsx 问题清单工作簿，tables-xlsx 决算报表工作簿 · json: the accounts as they are; csv: findings; md: a review memo; text: the text as corrected; findings-xlsx: findings linked with the tables; tables-xlsx: the official tables
    #[arg(
        long,
        value_name = "json|csv|md|text|findings-xlsx|tables-xlsx",
        hide_possible_values = true
    )]
    pub(super) format: ExportFormat,

    /// 写到哪里，- 表示标准输出 · where to write it, - for standard output
    #[arg(short, long, value_name = "OUT")]
    pub(super) output: PathBuf,

    #[command(flatten)]
    pub(super) own: OwnRules,
}

/// A language as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum LangArg {
    /// 中文.
    Zh,
    /// English.
    En,
}

impl From<LangArg> for Lang {
    fn from(arg: LangArg) -> Self {
        match arg {
            LangArg::Zh => Self::Zh,
            LangArg::En => Self::En,
        }
    }
}

/// How `check` prints. The last two are known and refused, so that the refusal can say why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// One finding a line.
    Ndjson,
    /// For code-scanning services.
    Sarif,
}

/// What `export` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ExportFormat {
    /// The accounts, byte for byte.
    Json,
    /// The findings as a table.
    Csv,
    /// The review memo.
    Md,
    /// The text, with what was edited.
    Text,
    /// The findings as a workbook with the tables.
    FindingsXlsx,
    /// The official tables as a workbook.
    TablesXlsx,
}
