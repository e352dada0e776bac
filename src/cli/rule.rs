//! `gouji rule [CODE]`: lists the rules, or explains one.

use std::collections::BTreeSet;

use crate::model::{Lang, Text};
use crate::relation::RuleCode;
use crate::rules::{self, Book, RuleFormula, RuleInfo, rule_infos};

use super::args::RuleArgs;
use super::output::{self, Output};
use super::report::Page;
use super::wrap::padded;
use super::{Exit, Notice, style};

/// Families in the order of the standard, with their names.
const FAMILIES: &[(&str, &str, &str)] = &[
    ("within", "表内", "Within a table"),
    ("between", "表间", "Between tables"),
    ("years", "年度之间", "Between years"),
    ("narrative", "文字自身", "Within the text"),
    ("against_tables", "文字与表", "The text against the tables"),
    ("staff", "人员、资产与绩效", "Staff, assets and performance"),
    ("structure", "内容与形式", "Contents and form"),
    (RuleInfo::OWN, "自定规则", "Your own rules"),
];

/// An example of a file of one's own rules.
const TEMPLATE: &str = include_str!("../../assets/own-rules.json");

/// Prints one rule, or all of them by family.
pub(super) fn run(args: &RuleArgs, own: Option<&Book>, output: &Output) -> Result<Exit, Notice> {
    if args.template {
        output::write(TEMPLATE.as_bytes())?;
        return Ok(Exit::Fine);
    }
    let known = Known::new(own);
    let text = match &args.code {
        None => list(&known, output),
        Some(code) => {
            let wanted = RuleCode::parse(code);
            let info = known
                .infos
                .iter()
                .find(|info| Some(info.code()) == wanted)
                .ok_or_else(|| unknown(&known, code))?;
            explain(&known, info, output)
        }
    };
    output::print(&text)?;
    Ok(Exit::Fine)
}

/// The rules of the standard and the user's own.
struct Known<'a> {
    infos: Vec<&'a RuleInfo>,
    /// The codes of those that this program checks; the others are described and wait.
    checked: BTreeSet<RuleCode>,
}

impl<'a> Known<'a> {
    fn new(own: Option<&'a Book>) -> Self {
        let own = own.map_or(&[][..], Book::infos);
        let of_standard = rules::all().iter().map(|rule| rule.code());
        Self {
            infos: rule_infos()
                .iter()
                .chain(own.iter().map(|info| &**info))
                .collect(),
            checked: of_standard
                .chain(own.iter().map(|info| info.code()))
                .collect(),
        }
    }
}

fn level(info: &RuleInfo) -> Text {
    match info.level.as_str() {
        "must" => rules::Level::Error.text(),
        "should" => rules::Level::Warning.text(),
        _ => rules::Level::Question.text(),
    }
}

fn list(known: &Known<'_>, output: &Output) -> String {
    let mut page = Page::new(output);
    let lang = output.lang;
    let Known { infos: of, checked } = known;
    page.line(&Text::new(
        format!(
            "{} 条规则，本版检查其中 {} 条；gouji rule 代码 显示一条的全文。",
            of.len(),
            of.iter()
                .filter(|info| checked.contains(&info.code()))
                .count()
        ),
        format!(
            "{} rules, of which this version checks {}; gouji rule CODE explains one.",
            of.len(),
            of.iter()
                .filter(|info| checked.contains(&info.code()))
                .count()
        ),
    ));
    for (family, zh, en) in FAMILIES {
        if of.iter().all(|info| info.family != *family) {
            continue;
        }
        page.section(style::HEAD, &Text::new(*zh, *en));
        for info in of.iter().filter(|info| info.family == *family) {
            let waits = !checked.contains(&info.code());
            let level = padded(level(info).get(lang), 9);
            let waiting = if waits {
                Text::new("（本版未检查）", " (not checked yet)")
            } else {
                Text::default()
            };
            let text = Text::join([&info.title, &waiting], "", "");
            let name = Text::same(format!("{}  {level}", info.code()));
            let (style, mark) = if waits {
                (style::QUIET, "–")
            } else {
                (style::GOOD, "✓")
            };
            page.entry(style, mark, &name, &text);
        }
    }
    page.finish()
}

fn explain(known: &Known<'_>, info: &RuleInfo, output: &Output) -> String {
    let mut page = Page::new(output);
    let code = info.code();
    page.painted(
        style::HEAD,
        &Text::new(
            format!("{code}  {}", info.title.zh),
            format!("{code}  {}", info.title.en),
        ),
    );
    let family = FAMILIES.iter().find(|(key, ..)| *key == info.family);
    let family = family.map_or_else(Text::default, |(_, zh, en)| Text::new(*zh, *en));
    let state = if known.checked.contains(&code) {
        Text::new("本版检查", "checked by this version")
    } else {
        Text::new("本版尚未检查", "not checked by this version yet")
    };
    let about = Text::join([&level(info), &family, &state], " · ", " · ");
    page.quiet(&about);
    formulas(&mut page, info);
    let parts = [
        (Text::new("为何重要", "Why it matters"), &info.why),
        (Text::new("例", "Example"), &info.example),
        (Text::new("先看哪里", "What to do"), &info.fix),
        (Text::new("依据", "Source"), &info.source),
    ];
    for (head, text) in parts {
        // A rule of the user's own need not say everything.
        if text.get(output.lang).is_empty() {
            continue;
        }
        page.section(style::HEAD, &head);
        page.body(text);
    }
    page.finish()
}

/// The formulas of a rule, with the conditions under which they apply.
fn formulas(page: &mut Page<'_>, info: &RuleInfo) {
    let formulas = &info.formulas;
    if formulas.is_empty() {
        return;
    }
    page.section(style::HEAD, &Text::new("公式", "Formula"));
    for RuleFormula {
        formula,
        when,
        otherwise,
    } in formulas
    {
        page.body(&Text::same(formula));
        if !when.is_empty() {
            page.field(&Text::new("条件", "When"), &Text::same(when.join("；")));
        }
        if let Some(otherwise) = otherwise {
            page.field(&Text::new("否则", "Otherwise"), &Text::same(otherwise));
        }
    }
}

/// No such rule, with those that may have been meant.
fn unknown(known: &Known<'_>, code: &str) -> Notice {
    let notice = Notice::error(
        format!("没有规则 {code}"),
        format!("there is no rule {code}"),
    );
    let near = near(known, code);
    if near.is_empty() {
        return notice.hint("gouji rule 列出全部规则", "gouji rule lists all rules");
    }
    let names = |lang: Lang| {
        let names: Vec<String> = near
            .iter()
            .map(|info| format!("{} {}", info.code(), info.title.get(lang)))
            .collect();
        names.join(match lang {
            Lang::Zh => "；",
            Lang::En => "; ",
        })
    };
    notice.hint(
        format!("是否指：{}", names(Lang::Zh)),
        format!("did you mean: {}", names(Lang::En)),
    )
}

/// Rules whose code has these digits or differs by one character, or whose title has these words.
fn near<'a>(known: &Known<'a>, typed: &str) -> Vec<&'a RuleInfo> {
    const MOST: usize = 5;
    let typed = typed.trim();
    let upper = typed.to_ascii_uppercase();
    let digits: String = upper.chars().filter(char::is_ascii_digit).collect();
    let number = digits.trim_start_matches('0');
    let same_number = |info: &&RuleInfo| {
        !number.is_empty() && info.code().to_string()[1..].trim_start_matches('0') == number
    };
    let words = |info: &&RuleInfo| {
        digits.is_empty()
            && typed.chars().count() > 1
            && (info.title.zh.contains(typed)
                || info
                    .title
                    .en
                    .to_ascii_lowercase()
                    .contains(&typed.to_ascii_lowercase())
                || info.key == typed)
    };
    let one_off = |info: &&RuleInfo| {
        let code = info.code().to_string();
        code.len() == upper.len()
            && code
                .chars()
                .zip(upper.chars())
                .filter(|(a, b)| a != b)
                .count()
                == 1
    };
    let all = || known.infos.iter().copied();
    let exact: Vec<_> = all().filter(same_number).collect();
    if !exact.is_empty() {
        return exact;
    }
    all()
        .filter(|info| words(info) || one_off(info))
        .take(MOST)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(typed: &str) -> Vec<String> {
        near(&Known::new(None), typed)
            .iter()
            .map(|info| info.code().to_string())
            .collect()
    }

    #[test]
    fn near_matches_are_found_by_number_and_by_word() {
        assert_eq!(codes("60"), ["G060"]);
        assert_eq!(codes("g60"), ["G060"]);
        assert_eq!(codes("n.pct"), ["G060"]);
        assert!(codes("增减率").contains(&"G060".to_owned()));
        assert!(codes("nonsense").is_empty());
        assert!(codes("H060").contains(&"G060".to_owned()));
    }

    #[test]
    fn the_template_is_a_rule_file() {
        let document = crate::document::Document::parse(TEMPLATE.as_bytes().to_vec()).unwrap();
        let book = Book::own([("x", &document)]).unwrap();
        assert_eq!(book.warnings(), []);
        let known = Known::new(Some(&book));
        assert_eq!(known.infos.len(), rule_infos().len() + book.infos().len());
        assert!(book.infos().len() > 1);
    }

    #[test]
    fn every_family_has_a_name() {
        for info in rule_infos() {
            assert!(
                FAMILIES.iter().any(|(key, ..)| *key == info.family),
                "{}",
                info.family
            );
        }
    }
}
