//! A rule book that was read: its rules, what they say about themselves, and named parameters.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::document::Document;
use crate::relation::RuleCode;
use crate::rules::Rule;
use crate::rules::info::RuleInfo;

use super::entry::BookRule;
use super::mistake::{BookError, BookErrorKind};
use super::reader::{Owner, Reader};

/// A rule book that was read.
#[derive(Debug, Default)]
pub struct Book {
    pub(super) rules: Vec<BookRule>,
    pub(super) infos: Vec<Arc<RuleInfo>>,
    pub(super) parameters: BTreeMap<String, String>,
    pub(super) warnings: Vec<BookError>,
}

impl Book {
    /// Reads a rule book, all of it or the list of what is wrong. Any code is allowed.
    ///
    /// # Errors
    /// Every mistake in it, in the order of the file.
    pub fn read(json: &str) -> Result<Self, Vec<BookError>> {
        let document = Document::parse(json.as_bytes().to_vec()).map_err(|error| {
            vec![BookError {
                file: None,
                line: error.position.line,
                code: None,
                kind: BookErrorKind::Json(error),
            }]
        })?;
        let mut book = Self::default();
        let errors = Reader::new(Owner::Program, None, &document).read(&mut book);
        if errors.is_empty() {
            Ok(book)
        } else {
            Err(errors)
        }
    }

    /// Reads a user's own rule files, by name, into one book.
    ///
    /// # Errors
    /// Every mistake in all of them, in order.
    pub fn own<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a Document)>,
    ) -> Result<Self, Vec<BookError>> {
        let mut book = Self::default();
        let mut errors = Vec::new();
        for (name, document) in files {
            errors.extend(Reader::new(Owner::User, Some(name), document).read(&mut book));
        }
        if errors.is_empty() {
            Ok(book)
        } else {
            Err(errors)
        }
    }

    /// Its rules, in the order of the file; a rule over several tables stands in parts.
    pub fn rules(&self) -> impl Iterator<Item = &dyn Rule> {
        self.rules.iter().map(|rule| rule as &dyn Rule)
    }

    /// What its rules say about themselves, in the order of the file.
    pub fn infos(&self) -> &[Arc<RuleInfo>] {
        &self.infos
    }

    /// What a rule says about itself.
    pub fn info(&self, code: RuleCode) -> Option<&RuleInfo> {
        let mut infos = self.infos.iter();
        infos.find(|info| info.code() == code).map(|info| &**info)
    }

    /// What is odd in it and yet no mistake: codes that the lists do not have.
    pub fn warnings(&self) -> &[BookError] {
        &self.warnings
    }

    /// A named parameter, as it is written.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.get(name).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{TableId, Text};
    use crate::rules::Reads;
    use crate::rules::book::{parse, resolve};

    fn texts(errors: &[BookError]) -> Vec<String> {
        errors.iter().map(|error| error.line_text().zh).collect()
    }

    fn own(json: &str) -> Result<Book, Vec<BookError>> {
        let document = Document::parse(json.as_bytes().to_vec()).unwrap();
        Book::own([("规则.json", &document)])
    }

    fn rule(code: &str, formula: &str) -> String {
        format!(r#"{{"code": "{code}", "level": "error", "formulas": ["{formula}"]}}"#)
    }

    #[test]
    fn a_rule_says_which_tables_it_reads() {
        let book = Book::read(include_str!("../../../assets/rulebook.json")).unwrap();
        let code = RuleCode::standard(38);
        let rule = book.rules().find(|rule| rule.code() == code).unwrap();
        let tables = ["K01", "K04"].map(TableId::named);
        assert_eq!(rule.reads(), Reads::Tables(tables.to_vec()));
    }

    #[test]
    fn every_mistake_of_a_book_is_reported_with_its_line() {
        let book = r#"{"rules": [
            {"code": "X1", "level": "error", "formulas": ["K12[货物] = 0"]},
            {"code": "U001", "level": "fatal", "formulas": ["K12[货物] = 0"]},
            {"code": "U002", "level": "error", "formulas": ["K12[货] = 0",
              "K12[货物] ="], "tittle": "x"},
            {"code": "U003", "level": "error",
             "formulas": [{"formula": "K12[货物] ≈ [服务]", "gap": "none"}, 5]},
            {"code": "U003", "level": "必改", "formulas": ["K12[货物] = 0"], "level": "note"},
            {"code": "G001", "formulas": []}]}"#;
        let errors = own(book).unwrap_err();
        assert_eq!(
            texts(&errors),
            [
                "规则.json 第 2 行  规则代码“X1”应形如 U001",
                "规则.json 第 3 行  U001：级别“fatal”应为 error（必改）、warning（需核实）、question（待说明）或 note（提示）",
                "规则.json 第 4 行  U002：公式“K12[货] = 0”第 5 个字：《政府采购情况表》没有“货”这一行；是否指“货物”",
                "规则.json 第 5 行  U002：不认识的项“tittle”；是否指“title”",
                "规则.json 第 5 行  U002：公式“K12[货物] =”第 10 个字：公式在此结束，还应有单元格或数字",
                "规则.json 第 7 行  U003：没有名为“none”的参数，或其值不是数字",
                "规则.json 第 7 行  U003：“formulas”应为公式，或带条件的公式 {…}",
                "规则.json 第 8 行  “level”写了两次",
                "规则.json 第 8 行  U003 已有一条规则，每个代码只能用一次",
                "规则.json 第 9 行  G001 是内置规则的代码，自定规则请用 U001 至 U999",
                "规则.json 第 9 行  G001：没有写“level”",
                "规则.json 第 9 行  G001：“formulas”应为数组，其中至少一个公式",
            ]
        );
        for error in &errors {
            let english = error.line_text().en;
            assert!(english.contains("line"), "{english}");
        }
    }

    #[test]
    fn a_book_that_is_no_book_says_why() {
        let error = Book::read("{\"rules\": [\n  {]}").unwrap_err().remove(0);
        assert!(matches!(error.kind, BookErrorKind::Json(_)), "{error:?}");
        assert_eq!(error.line, 2);
        let error = own("{}").unwrap_err().remove(0);
        assert_eq!(error.text().zh, "没有写“rules”");
        let error = own("[]").unwrap_err().remove(0);
        assert_eq!(error.text().zh, "“规则文件”应为一个对象 {…}");
    }

    #[test]
    fn conditions_are_read_with_their_places() {
        let errors = own(r#"{"rules": [{"code": "U001", "level": "note",
            "formulas": [{"formula": "K12[货物] = 0", "when": ["有 K12[货]"]}]}]}"#)
        .unwrap_err();
        let excerpt = errors[0].excerpt().unwrap();
        let parts = [excerpt.before, excerpt.wrong, excerpt.after];
        assert_eq!(parts, ["有 K12[", "货", "]"]);
    }

    #[test]
    fn what_the_lists_do_not_have_is_odd_and_no_mistake() {
        let formulas = [
            "K06[2979901].合计 = 0",
            "K06[2210201 公积金].合计 = 0",
            "K06[2210201 住房公积金].合计 = 0",
            "K06[住房公积金].合计 = 0",
        ];
        let rules: Vec<String> = (1..)
            .zip(formulas)
            .map(|(number, formula)| rule(&format!("U{number:03}"), formula))
            .collect();
        let book = own(&format!(r#"{{"rules": [{}]}}"#, rules.join(","))).unwrap();
        assert_eq!(
            book.warnings()
                .iter()
                .map(|odd| odd.text().zh)
                .collect::<Vec<_>>(),
            [
                "U001：公式“K06[2979901].合计 = 0”第 5 个字：科目表中没有编码 2979901，仍按此编码核对",
                "U002：公式“K06[2210201 公积金].合计 = 0”第 5 个字：科目表中 2210201 的名称是“住房公积金”，按编码核对",
            ]
        );
    }

    #[test]
    fn a_code_is_used_once_in_all_files() {
        let one = format!(r#"{{"rules": [{}]}}"#, rule("U001", "K12[货物] = 0"));
        let document = Document::parse(one.into_bytes()).unwrap();
        let errors = Book::own([("甲.json", &document), ("乙.json", &document)]).unwrap_err();
        assert_eq!(
            texts(&errors),
            ["乙.json 第 1 行  U001 已有一条规则，每个代码只能用一次"]
        );
    }

    #[test]
    fn a_rule_explains_itself_in_the_words_of_its_file() {
        let book = own(r#"{"说明": "x", "rules": [
            {"code": "U001", "level": "待说明", "title": "甲", "why": {"zh": "乙", "en": "b"},
             "formulas": ["K12[货物] = 0"]},
            {"code": "U002", "level": "note", "formulas": ["K12[工程] = 0"]}]}"#)
        .unwrap();
        let info = |code| book.info(RuleCode::parse(code).unwrap()).unwrap();
        assert_eq!(info("U001").title, Text::same("甲"));
        assert_eq!(info("U001").why, Text::new("乙", "b"));
        assert_eq!(info("U001").level, "verify");
        assert_eq!(info("U001").formulas[0].formula, "K12[货物] = 0");
        // Without a title, the formula says what it is about.
        assert_eq!(info("U002").title.zh, "K12[工程] = 0");
    }

    proptest::proptest! {
        /// Whatever is typed gives a formula or a mistake within the text.
        #[test]
        fn no_formula_breaks_the_reader(
            text in "(K0[1-9]|[\\[\\].@+−÷()=≤≥≈Σ0-9 ]|合计|每行|每类|本年收入合计|收入:|有 |除|如有|.){0,16}"
        ) {
            let length = text.chars().count();
            let mut odd = Vec::new();
            let read = parse::formula(&text)
                .and_then(|syntax| resolve::formula(&syntax, &mut odd));
            for error in read.err().iter().chain(&odd) {
                proptest::prop_assert!(error.at.start <= length && error.at.end <= length + 1);
                proptest::prop_assert!(!error.text().zh.is_empty());
            }
            let _condition = parse::condition(&text)
                .and_then(|condition| resolve::condition(&condition, &mut odd));
        }
    }
}
