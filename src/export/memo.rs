//! The review memo (审核意见) in Markdown: what a reviewer sends back to the department.

use std::fmt::Write as _;

use crate::model::{Lang, RemarkKind, Text};
use crate::review::{Stance, Verdict};
use crate::rules::Finding;

use super::listed::{amounts, fixes, formula};
use super::words::{counts_text, ledger_text, text_coverage_text, where_text};
use super::{Reviewed, unchecked};

/// The memo of one review.
pub fn memo(reviewed: &Reviewed<'_>, lang: Lang) -> String {
    let mut memo = Memo {
        reviewed,
        lang,
        out: String::new(),
        sections: 0,
    };
    memo.head();
    memo.findings();
    memo.reasons();
    memo.explanations();
    memo.not_checked();
    memo.remarks();
    memo.signature();
    memo.out
}

struct Memo<'a> {
    reviewed: &'a Reviewed<'a>,
    lang: Lang,
    out: String,
    sections: usize,
}

impl<'a> Memo<'a> {
    fn say(&self, zh: &str, en: &str) -> String {
        match self.lang {
            Lang::Zh => zh.to_owned(),
            Lang::En => en.to_owned(),
        }
    }

    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    /// A section's head; the memo's first line is its title, so no section begins without a gap.
    fn section(&mut self, zh: &str, en: &str) {
        let numeral = ["一", "二", "三", "四", "五"][self.sections.min(4)];
        self.sections += 1;
        let title = match self.lang {
            Lang::Zh => format!("{numeral}、{zh}"),
            Lang::En => format!("{}. {en}", self.sections),
        };
        self.line(&format!("\n## {title}\n"));
    }

    fn head(&mut self) {
        let Reviewed {
            accounts, review, ..
        } = *self.reviewed;
        let name = accounts.name();
        let title = Text::new(
            format!("{}部门决算审核意见", name.zh),
            format!("Review of the final accounts: {}", name.en),
        );
        self.line(&format!("# {}\n", plain(title.get(self.lang))));
        let verdict = review
            .verdict()
            .text(&review.counts(), review.ledger.not_checked);
        let lines = [
            (Text::new("结论", "Verdict"), verdict),
            (Text::new("问题", "Findings"), counts_text(review)),
            (Text::new("检查", "Coverage"), ledger_text(&review.ledger)),
            (Text::new("文件", "File"), Text::same(self.reviewed.file)),
        ];
        let numbers = text_coverage_text(review);
        let numbers = numbers.map(|numbers| (Text::new("正文", "Text"), numbers));
        for (label, text) in lines.into_iter().chain(numbers) {
            let line = self.labelled(&label, &plain(text.get(self.lang)));
            self.line(&format!("- {line}"));
        }
    }

    fn labelled(&self, label: &Text, text: &str) -> String {
        let colon = self.say("：", ": ");
        format!("**{}**{colon}{text}", label.get(self.lang))
    }

    /// The open findings by level, without those that only follow from another.
    fn open(&self) -> Vec<&'a Finding> {
        let review = self.reviewed.review;
        let open = review.open().map(|(_, finding)| finding);
        let mut open: Vec<&'a Finding> = open.filter(|f| !f.is_consequence()).collect();
        open.sort_by_key(|finding| finding.level);
        open
    }

    fn findings(&mut self) {
        self.section("发现的问题", "Findings");
        let open = self.open();
        if open.is_empty() {
            let none = self.say("没有发现问题。", "None.");
            return self.line(&none);
        }
        let head = self.say(
            "| 序号 | 级别 | 规则 | 位置 | 问题 | 实为 | 应为 | 差额 | 依据 |",
            "| No. | Level | Rule | Where | Problem | Found | Expected | Difference | Source |",
        );
        self.line(&head);
        self.line("|---:|---|---|---|---|---:|---:|---:|---|");
        for (index, finding) in open.into_iter().enumerate() {
            let row = self.row(index + 1, finding);
            self.line(&row);
        }
    }

    fn row(&self, number: usize, finding: &Finding) -> String {
        let lang = self.lang;
        let first = finding.shown.first();
        let place = first.map(|shown| where_text(self.reviewed.accounts, shown));
        let info = self.reviewed.review.rule_info(finding.rule);
        let source = info.map(|info| info.source.clone());
        let [found, expected, difference] = amounts(finding, self.reviewed.accounts);
        let cells = [
            Some(Text::same(number.to_string())),
            Some(finding.level.text()),
            Some(Text::same(finding.rule.to_string())),
            place,
            Some(finding.message.clone()),
            found,
            expected,
            difference,
            source,
        ];
        let cells = cells.map(|cell| cell.unwrap_or_default().get(lang).to_owned());
        let cells: Vec<String> = cells.iter().map(|cell| plain(cell)).collect();
        format!("| {} |", cells.join(" | "))
    }

    /// Formula, cause and fixes, which no table has room for.
    fn reasons(&mut self) {
        let open = self.open();
        let explained = |finding: &&Finding| {
            finding.relation.is_some() || finding.cause.is_some() || !finding.fixes.is_empty()
        };
        if !open.iter().any(explained) {
            return;
        }
        self.section("算式、原因与改法", "Formulas, causes and fixes");
        for (index, finding) in open.into_iter().enumerate().filter(|(_, f)| explained(f)) {
            // No numbered list: viewers would number it anew and pass over no number.
            let head = format!("- **{} · {}**", index + 1, finding.rule);
            let message = plain(finding.message.get(self.lang));
            self.line(&format!("{head} {message}"));
            for (label, text) in self.details(finding) {
                let line = self.labelled(&label, &plain(text.get(self.lang)));
                self.line(&format!("  - {line}"));
            }
        }
    }

    fn details(&self, finding: &Finding) -> Vec<(Text, Text)> {
        let mut details = Vec::new();
        if let Some(parts) = formula(finding, self.reviewed.accounts) {
            let both = Text::join(&parts, "；即 ", "; that is, ");
            details.push((Text::new("算式", "Formula"), both));
        }
        if let Some(cause) = &finding.cause {
            details.push((Text::new("原因", "Cause"), cause.text()));
        }
        for fix in fixes(finding) {
            details.push((Text::new("改法", "Fix"), fix));
        }
        for (_, other) in self.reviewed.review.consequences(finding) {
            let text = Text::new(
                format!("{} {}", other.rule, other.message.zh),
                format!("{} {}", other.rule, other.message.en),
            );
            details.push((Text::new("引起", "Leads to"), text));
        }
        details
    }

    fn explanations(&mut self) {
        let review = self.reviewed.review;
        let said: Vec<(&Finding, &str, Option<&str>)> = review
            .findings
            .iter()
            .zip(&review.stances)
            .filter_map(|(finding, stance)| match stance {
                Stance::Open => None,
                Stance::Explained { text } => Some((finding, text.as_str(), None)),
                Stance::Reopened { text, changed } => Some((finding, text, Some(changed))),
            })
            .map(|(finding, text, changed)| (finding, text, changed.map(String::as_str)))
            .collect();
        if said.is_empty() {
            return;
        }
        self.section("审核说明", "Explanations");
        for (finding, text, changed) in said {
            let message = plain(finding.message.get(self.lang));
            self.line(&format!("- **{}** {message}", finding.rule));
            let explanation = self.labelled(&Text::new("说明", "Explanation"), &plain(text));
            self.line(&format!("  - {explanation}"));
            if let Some(changed) = changed {
                let label = Text::new("此后数字已变，需重新说明", "A figure has changed since");
                let line = self.labelled(&label, &plain(changed));
                self.line(&format!("  - {line}"));
            }
        }
    }

    fn not_checked(&mut self) {
        let groups = unchecked(self.reviewed.review);
        if groups.is_empty() {
            return;
        }
        self.section("未能检查的内容", "What could not be checked");
        for group in groups {
            let rules: Vec<String> = group.rules.iter().map(ToString::to_string).collect();
            let what: Vec<String> = group
                .what
                .iter()
                .map(|what| plain(what.get(self.lang)))
                .collect();
            let why = plain(group.why.get(self.lang));
            let mut line = match self.lang {
                Lang::Zh => format!("- {} 项，{why}（{}）", group.count, rules.join("、")),
                Lang::En => format!("- {}: {why} ({})", group.count, rules.join(", ")),
            };
            if !what.is_empty() {
                let joined = what.join(&self.say("、", ", "));
                // Writing to a string cannot fail.
                write!(line, "{}{joined}", self.say("：", ": ")).unwrap_or_default();
            }
            self.line(&line);
        }
    }

    fn remarks(&mut self) {
        let remarks = self.reviewed.accounts.remarks.iter();
        let (notes, others): (Vec<_>, Vec<_>) =
            remarks.partition(|remark| remark.kind == RemarkKind::Note);
        for (remarks, zh, en) in [
            (
                others,
                "文件中未能理解的内容",
                "What was not understood in the file",
            ),
            (notes, "导入说明", "How the workbook was read"),
        ] {
            if remarks.is_empty() {
                continue;
            }
            self.section(zh, en);
            for remark in remarks {
                let place = plain(remark.place_text().get(self.lang));
                let text = plain(remark.text.get(self.lang));
                let colon = self.say("：", ": ");
                self.line(&format!("- {place}{colon}{text}"));
            }
        }
    }

    fn signature(&mut self) {
        let counts = self.reviewed.review.counts();
        let closing = if counts.errors > 0 {
            self.say(
                "请改正必改问题后重新报送；其余问题请逐项核实或说明。",
                "Please correct what must be fixed and submit again; verify or explain the rest.",
            )
        } else if counts.warnings + counts.questions > 0 {
            self.say(
                "请对以上问题逐项核实或说明。",
                "Please verify or explain the above.",
            )
        } else {
            match self.reviewed.review.verdict() {
                Verdict::NothingChecked => self.say(
                    "没有可以检查的内容，不能视为通过。",
                    "Nothing could be checked, so this is no pass.",
                ),
                _ => self.say("无须改正。", "Nothing needs to be corrected."),
            }
        };
        let signed = self.say(
            "审核人：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿",
            "Reviewer: ____________  Date: ____________",
        );
        self.line(&format!("\n{closing}\n\n{}", plain(&signed)));
    }
}

/// Text in which nothing is taken for Markdown or HTML, on one line.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' => {
                out.push('\\');
                out.push(c);
            }
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\n' | '\r' | '\t' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn nothing_in_a_cell_is_markup() {
        assert_eq!(plain("a|b\n<b>*x*"), "a\\|b &lt;b&gt;\\*x\\*");
    }
}
