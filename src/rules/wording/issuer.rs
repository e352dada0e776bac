//! One notice has two issuers, or its number two forms (G107).

use std::collections::BTreeMap;

use crate::model::{Text, normal_name};
use crate::relation::RuleCode;
use crate::rules::{Checks, CodeRule, Context, Flaw, Level};

use super::row::{Wording, flawed, report, wordings};

/// One issuer of one notice.
pub(in crate::rules) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(107),
    reads: &["wording"],
    state,
};

fn state(context: &Context<'_>, checks: &mut Checks) {
    // Those of one notice have its name as what is proposed, or nothing where there is just one.
    let mut notices: BTreeMap<&str, Vec<Wording<'_>>> = BTreeMap::new();
    for wording in wordings(context).filter(|wording| wording.kind() == "issuer") {
        let notice = wording.proposed().unwrap_or_default();
        notices.entry(notice).or_default().push(wording);
    }
    for (notice, issuers) in notices {
        let mut names: BTreeMap<String, &Wording<'_>> = BTreeMap::new();
        for issuer in &issuers {
            names.entry(normal_name(issuer.text())).or_insert(issuer);
        }
        if names.len() < 2 {
            checks.fine(RULE.code);
            continue;
        }
        let mut different: Vec<&Wording<'_>> = names.into_values().collect();
        different.sort_by_key(|issuer| issuer.place());
        let names: Vec<Text> = different
            .iter()
            .map(|issuer| {
                Text::new(
                    format!("“{}”", issuer.text()),
                    format!("“{}”", issuer.text()),
                )
            })
            .collect();
        let names = Text::join(&names, "、", ", ");
        let of = match notice {
            "" => Text::new("同一文件", "one notice"),
            notice => Text::new(format!("《{notice}》"), format!("“{notice}”")),
        };
        let message = Text::new(
            format!("{}的发文单位前后不一：{}", of.zh, names.zh),
            format!("{} has several issuers: {}", of.en, names.en),
        );
        let places = different.iter().map(|issuer| issuer.place()).collect();
        checks.flaw(RULE.code, Level::Warning, Flaw::new(message, places));
    }
    for same in flawed(context, &["number_form"], RULE.code, checks) {
        let words = same[0].text();
        let message = Text::new(
            format!("文号“{words}”的写法与别处不同"),
            format!("the number “{words}” is written in another form elsewhere"),
        );
        report(&same, (RULE.code, Level::Question), message, checks);
    }
}
