//! Reads a rule file: rules with a code, a level and formulas, and named parameters.
//!
//! By hand rather than by serde, so that every mistake is found at once and said with its line.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::document::{Document, Kind, Value};
use crate::model::{Amount, Text, Unit};
use crate::relation::{Quantity, RuleCode};
use crate::rules::Level;
use crate::rules::info::{RuleFormula, RuleInfo};

use super::entry::{Entry, parts};
use super::error::FormulaError;
use super::file::Book;
use super::formula::{Condition, Formula};
use super::mistake::{BookError, BookErrorKind};
use super::near::nearest;
use super::{parse, resolve};

/// Whose book it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// The program's, with the codes of the standard.
    Program,
    /// A user's, with codes from U001 on.
    User,
}

/// Members that explain the file or a rule to whoever reads it.
const NOTE: &str = "说明";

/// Reads one file.
pub(super) struct Reader<'a> {
    owner: Owner,
    file: Option<&'a str>,
    document: &'a Document,
    /// The code of the rule that is being read.
    code: Option<String>,
    parameters: BTreeMap<String, String>,
    errors: Vec<BookError>,
    warnings: Vec<BookError>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(owner: Owner, file: Option<&'a str>, document: &'a Document) -> Self {
        Self {
            owner,
            file,
            document,
            code: None,
            parameters: BTreeMap::new(),
            errors: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// Adds what the file has to a book; gives what is wrong with it.
    pub(super) fn read(mut self, book: &mut Book) -> Vec<BookError> {
        for (_, key, position) in self.document.duplicate_keys() {
            self.errors.push(BookError {
                file: self.file.map(str::to_owned),
                line: position.line,
                code: None,
                kind: BookErrorKind::Twice(key),
            });
        }
        let root = self.document.root();
        if !self.is(root, Kind::Object, "", ("一个对象 {…}", "an object {…}")) {
            return self.errors;
        }
        self.members(root, &[NOTE, "parameters", "rules"]);
        if let Some(parameters) = root.get("parameters") {
            self.read_parameters(parameters);
        }
        match root.get("rules") {
            None => self.wrong(root, BookErrorKind::Missing("rules".to_owned())),
            Some(rules) => {
                if self.is(rules, Kind::Array, "rules", ("数组 […]", "an array […]")) {
                    for rule in rules.elements() {
                        self.rule(rule, book);
                    }
                }
            }
        }
        book.warnings.append(&mut self.warnings);
        book.parameters.append(&mut self.parameters);
        self.errors.sort_by_key(|error| error.line);
        self.errors
    }

    fn read_parameters(&mut self, parameters: Value<'a>) {
        let what = ("一个对象 {…}", "an object {…}");
        if !self.is(parameters, Kind::Object, "parameters", what) {
            return;
        }
        for (key, value) in parameters.members() {
            let name = key.name().into_owned();
            if let Some(text) = self.text(value, &name) {
                self.parameters.insert(name, text);
            }
        }
    }

    fn rule(&mut self, rule: Value<'a>, book: &mut Book) {
        self.code = None;
        if !self.is(rule, Kind::Object, "rules", ("规则对象 {…}", "rules {…}")) {
            return;
        }
        let code = self.required(rule, "code");
        self.code.clone_from(&code);
        let code = code.and_then(|code| self.rule_code(rule, &code, book));
        let mut known = vec![NOTE, "code", "level", "formulas"];
        known.extend(EXPLANATIONS);
        self.members(rule, &known);
        let level = self
            .required(rule, "level")
            .and_then(|level| self.level(rule, &level));
        let [title, why, example, fix, source] =
            EXPLANATIONS.map(|member| self.words(rule.get(member)?, member));
        let mut entries = Vec::new();
        let mut written = Vec::new();
        match rule.get("formulas") {
            None => self.wrong(rule, BookErrorKind::Missing("formulas".to_owned())),
            Some(formulas) => {
                let what = ("数组，其中至少一个公式", "an array of at least one formula");
                let is_some = formulas.len() > 0 || self.owner == Owner::Program;
                if !is_some {
                    self.shape(formulas, "formulas", what);
                } else if self.is(formulas, Kind::Array, "formulas", what) {
                    for formula in formulas.elements() {
                        let (entry, text) = self.entry(formula, level);
                        entries.extend(entry);
                        written.extend(text);
                    }
                }
            }
        }
        self.code = None;
        let (Some(code), Some(level)) = (code, level) else {
            return;
        };
        let source = source.unwrap_or_else(|| self.default_source());
        let title = title.unwrap_or_else(|| {
            let first = written.first().map(|first: &RuleFormula| &*first.formula);
            Text::same(first.unwrap_or_default())
        });
        book.infos.push(Arc::new(RuleInfo::own(
            code,
            level,
            [title, why.unwrap_or_default(), example.unwrap_or_default()],
            [fix.unwrap_or_default(), source],
            written,
        )));
        let about = (self.owner == Owner::User)
            .then(|| book.infos.last().map(|info| info.title.clone()))
            .flatten()
            .filter(|_| rule.get("title").is_some());
        book.rules.extend(parts(code, about.as_ref(), entries));
    }

    /// Where a rule comes from that does not say it.
    fn default_source(&self) -> Text {
        match (self.owner, self.file) {
            (Owner::User, Some(file)) => {
                Text::new(format!("自定规则（{file}）"), format!("own rule ({file})"))
            }
            _ => Text::default(),
        }
    }

    fn rule_code(&mut self, rule: Value<'a>, text: &str, book: &Book) -> Option<RuleCode> {
        let at = rule.get("code").unwrap_or(rule);
        let code = RuleCode::parse(text);
        let kind = match code {
            None => BookErrorKind::Code(text.to_owned()),
            Some(code) if self.owner == Owner::User && code.is_standard() => {
                BookErrorKind::Standard(code.to_string())
            }
            Some(code) if book.info(code).is_some() => BookErrorKind::Repeated(code.to_string()),
            Some(_) => return code,
        };
        self.code = None;
        self.wrong(at, kind);
        self.code = Some(text.to_owned());
        None
    }

    fn level(&mut self, at: Value<'a>, text: &str) -> Option<Level> {
        let level = Level::ALL
            .into_iter()
            .find(|level| level.key() == text || level.text().zh == text);
        if level.is_none() {
            let at = at.get("level").unwrap_or(at);
            self.wrong(at, BookErrorKind::Level(text.to_owned()));
        }
        level
    }

    /// A formula, by itself or with its conditions.
    fn entry(
        &mut self,
        value: Value<'a>,
        level: Option<Level>,
    ) -> (Option<Entry>, Option<RuleFormula>) {
        if let Some(text) = value.string() {
            let formula = self.formula(value, &text);
            let written = RuleFormula::plain(&text);
            let entry = formula.zip(level);
            return (
                entry.map(|(formula, level)| Entry::plain(level, formula)),
                Some(written),
            );
        }
        let what = (
            "公式，或带条件的公式 {…}",
            "a formula, or an object with one",
        );
        if !self.is(value, Kind::Object, "formulas", what) {
            return (None, None);
        }
        let known = [NOTE, "formula", "when", "otherwise", "level", "gap"];
        self.members(value, &known);
        let text = self.required(value, "formula");
        let formula = text
            .as_ref()
            .and_then(|text| self.formula(value.get("formula").unwrap_or(value), text));
        let (conditions, when) = self.conditions(value);
        let otherwise = value
            .get("otherwise")
            .and_then(|value| Some((value, self.text(value, "otherwise")?)));
        let other = otherwise
            .as_ref()
            .and_then(|(value, text)| self.formula(*value, text));
        let own = value
            .get("level")
            .and_then(|level| self.text(level, "level"));
        let level = match own {
            Some(own) => self.level(value, &own),
            None => level,
        };
        let gap = value.get("gap").and_then(|gap| self.gap(gap));
        let written = text.map(|formula| RuleFormula {
            formula,
            when,
            otherwise: otherwise.map(|(_, text)| text),
        });
        let entry = formula.zip(level).map(|(formula, level)| Entry {
            level,
            when: conditions,
            formula,
            otherwise: other,
            gap,
        });
        (entry, written)
    }

    fn conditions(&mut self, entry: Value<'a>) -> (Vec<Condition>, Vec<String>) {
        let (mut conditions, mut written) = (Vec::new(), Vec::new());
        let Some(when) = entry.get("when") else {
            return (conditions, written);
        };
        let what = ("条件的数组", "an array of conditions");
        if !self.is(when, Kind::Array, "when", what) {
            return (conditions, written);
        }
        for value in when.elements() {
            let Some(text) = self.text(value, "when") else {
                continue;
            };
            let mut odd = Vec::new();
            let read =
                parse::condition(&text).and_then(|syntax| resolve::condition(&syntax, &mut odd));
            self.note(value, &text, odd);
            match read {
                Ok(condition) => conditions.push(condition),
                Err(error) => self.wrong_formula(value, &text, error),
            }
            written.push(text);
        }
        (conditions, written)
    }

    fn formula(&mut self, at: Value<'a>, text: &str) -> Option<Formula> {
        let mut odd = Vec::new();
        let read = parse::formula(text).and_then(|syntax| resolve::formula(&syntax, &mut odd));
        self.note(at, text, odd);
        match read {
            Ok(formula) => Some(formula),
            Err(error) => {
                self.wrong_formula(at, text, error);
                None
            }
        }
    }

    fn gap(&mut self, value: Value<'a>) -> Option<Quantity> {
        let name = self.text(value, "gap")?;
        let found = self.parameters.get(&name).and_then(|text| quantity(text));
        if found.is_none() {
            self.wrong(value, BookErrorKind::Parameter(name));
        }
        found
    }

    /// Words in one language or in both.
    fn words(&mut self, value: Value<'a>, member: &str) -> Option<Text> {
        if let Some(text) = value.string() {
            return Some(Text::same(text));
        }
        let what = (
            "文字，或 {\"zh\": …, \"en\": …}",
            "words, or {\"zh\": …, \"en\": …}",
        );
        if !self.is(value, Kind::Object, member, what) {
            return None;
        }
        self.members(value, &["zh", "en"]);
        let zh = value.get("zh").and_then(|value| self.text(value, "zh"));
        let en = value.get("en").and_then(|value| self.text(value, "en"));
        match (zh, en) {
            (Some(zh), Some(en)) => Some(Text { zh, en }),
            (Some(text), None) | (None, Some(text)) => Some(Text::same(text)),
            (None, None) => None,
        }
    }

    fn required(&mut self, object: Value<'a>, member: &str) -> Option<String> {
        let Some(value) = object.get(member) else {
            self.wrong(object, BookErrorKind::Missing(member.to_owned()));
            return None;
        };
        self.text(value, member)
    }

    fn text(&mut self, value: Value<'a>, member: &str) -> Option<String> {
        let text = value.string();
        if text.is_none() {
            self.shape(value, member, ("加引号的文字", "text in quotes"));
        }
        text.map(std::borrow::Cow::into_owned)
    }

    /// Whether a value is of a kind; says so when it is not.
    fn is(&mut self, value: Value<'a>, kind: Kind, member: &str, what: (&str, &str)) -> bool {
        let fits = value.kind() == kind;
        if !fits {
            self.shape(value, member, what);
        }
        fits
    }

    fn shape(&mut self, value: Value<'a>, member: &str, what: (&str, &str)) {
        let member = if member.is_empty() {
            "规则文件"
        } else {
            member
        };
        let kind = BookErrorKind::Shape {
            member: member.to_owned(),
            what: Text::new(what.0, what.1),
        };
        self.wrong(value, kind);
    }

    /// Refuses members that mean nothing: a misspelt one would be left out without a word.
    fn members(&mut self, object: Value<'a>, known: &[&str]) {
        for (key, value) in object.members() {
            let member = key.name();
            if !known.contains(&&*member) {
                let near = nearest(&member, known.iter().copied());
                let member = member.into_owned();
                self.wrong(value, BookErrorKind::Unknown { member, near });
            }
        }
    }

    fn error(&self, at: Value<'a>, kind: BookErrorKind) -> BookError {
        BookError {
            file: self.file.map(str::to_owned),
            line: at.position().line,
            code: self.code.clone(),
            kind,
        }
    }

    fn wrong(&mut self, at: Value<'a>, kind: BookErrorKind) {
        self.errors.push(self.error(at, kind));
    }

    fn wrong_formula(&mut self, at: Value<'a>, formula: &str, error: FormulaError) {
        let kind = BookErrorKind::Formula {
            formula: formula.to_owned(),
            error: Box::new(error),
        };
        self.wrong(at, kind);
    }

    fn note(&mut self, at: Value<'a>, formula: &str, odd: Vec<FormulaError>) {
        for error in odd {
            let kind = BookErrorKind::Formula {
                formula: formula.to_owned(),
                error: Box::new(error),
            };
            self.warnings.push(self.error(at, kind));
        }
    }
}

/// Members in which a rule explains itself.
const EXPLANATIONS: [&str; 5] = ["title", "why", "example", "fix", "source"];

/// A parameter that is an amount.
pub(super) fn quantity(text: &str) -> Option<Quantity> {
    let amount = Amount::parse(text).ok()?;
    Some(Quantity {
        value: amount.value,
        unit: amount.unit.unwrap_or(Unit::Yuan),
        decimals: amount.decimals,
    })
}
