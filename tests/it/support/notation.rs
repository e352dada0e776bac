//! Small accounts and relations, written so that a case is read at a glance.

use std::fmt::Write as _;

use gouji::document::Document;
use gouji::model::{Accounts, Period, Place, Reference, TableId, TableRef};
use gouji::relation::{Figure, Relation, RuleCode, Scale, Side, Sign, Term};

/// Accounts of these tables: a line `K03` or `K03@上年数` begins one, each further line is a row,
/// `code name | first column | second column`; `_` is a cell that is not given. A line
/// `claims` begins statements: `S1 subject | key=value | key=value`.
pub(crate) fn accounts_of(text: &str) -> (Document, Accounts) {
    let mut tables: Vec<(String, Vec<String>)> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if line.contains(['|', ' ']) {
            let (table, rows) = tables.last_mut().unwrap();
            rows.push(if table == "claims" {
                claim(line)
            } else {
                row(table, line)
            });
        } else {
            tables.push((line.to_owned(), Vec::new()));
        }
    }
    let mut json = Vec::new();
    for period in Period::ALL {
        let mut members = Vec::new();
        for (name, rows) in &tables {
            let (table, of) = split(name);
            if of != period {
                continue;
            }
            let spec = TableId::named(table).spec();
            let rows = format!("[{}]", rows.join(",\n"));
            let path: Vec<&str> = spec.at.split('/').skip(1).collect();
            members.push((path.join("/"), rows));
        }
        json.extend(period_json(period, &members));
    }
    let source = format!(
        "{{\"format\": \"gouji-accounts/1\", \"department\": \"甲局\", \"year\": 2023, \"unit\": \"元\", {}}}",
        json.join(",\n")
    );
    let document = Document::parse(source.into_bytes()).unwrap();
    let accounts = Accounts::read(&document).unwrap();
    assert_eq!(
        accounts.remarks,
        [],
        "the notation gives what the format has"
    );
    (document, accounts)
}

fn split(name: &str) -> (&str, Period) {
    match name.split_once('@') {
        Some((table, period)) => (table, Period::named(period).unwrap()),
        None => (name, Period::Final),
    }
}

fn period_json(period: Period, members: &[(String, String)]) -> Vec<String> {
    if members.is_empty() {
        return Vec::new();
    }
    let mut inner: Vec<String> = Vec::new();
    let in_tables: Vec<String> = members
        .iter()
        .filter_map(|(path, rows)| Some(format!("\"{}\": {rows}", path.strip_prefix("tables/")?)))
        .collect();
    if !in_tables.is_empty() {
        inner.push(format!("\"tables\": {{{}}}", in_tables.join(", ")));
    }
    let others = members.iter().filter(|(path, _)| !path.contains('/'));
    inner.extend(others.map(|(path, rows)| format!("\"{path}\": {rows}")));
    if period == Period::Final {
        return inner;
    }
    let key = period.pointer().trim_start_matches('/');
    vec![format!("\"{key}\": {{{}}}", inner.join(", "))]
}

fn row(table: &str, line: &str) -> String {
    let spec = TableId::named(split(table).0).spec();
    let mut cells = line.split('|').map(str::trim);
    let head = cells.next().unwrap_or_default();
    let (code, name) = match head.split_once(' ') {
        Some((code, name)) if code.bytes().all(|byte| byte.is_ascii_digit()) => (code, name),
        _ => ("", head),
    };
    let mut json = format!("{{\"code\": \"{code}\", \"name\": \"{name}\"");
    for (column, cell) in spec
        .columns
        .iter()
        .zip(cells)
        .filter(|(_, cell)| *cell != "_")
    {
        write!(json, ", \"{}\": \"{cell}\"", column.key).unwrap();
    }
    json.push('}');
    json
}

fn claim(line: &str) -> String {
    let mut parts = line.split('|').map(str::trim);
    let head = parts.next().unwrap_or_default();
    let (id, subject) = head.split_once(' ').unwrap_or((head, ""));
    let mut json = format!("{{\"id\": \"{id}\", \"subject\": \"{subject}\"");
    for part in parts {
        let (key, value) = part.split_once('=').unwrap();
        write!(json, ", \"{key}\": \"{value}\"").unwrap();
    }
    json.push('}');
    json
}

/// The place that a word names: `K03[201].基本支出`, or `S1.rate` for a statement.
pub(crate) fn place_of(accounts: &Accounts, word: &str) -> Place {
    if word.contains('[') {
        let reference = Reference::parse(word).unwrap();
        return reference
            .resolve(accounts)
            .unwrap_or_else(|| panic!("there is {word}"));
    }
    let (id, key) = word.split_once('.').unwrap();
    let claims = TableRef {
        table: TableId::named("claims"),
        period: Period::Final,
    };
    let table = accounts.table(claims).unwrap();
    let column = |key: &str| table.spec().column(key).unwrap();
    let row = (0..table.rows.len())
        .find(|row| accounts.printed(table.place(*row, column("id"))) == id)
        .unwrap_or_else(|| panic!("there is {id}"));
    table.place(row, column(key))
}

/// A relation: terms of the form of [`place_of`] joined by `+`, `-`, `=`, `<=` and `/`, with
/// spaces between. `±S1.change` takes its sign from the statement's word; `100%` is a constant.
pub(crate) fn relation_of(accounts: &Accounts, code: u16, text: &str) -> Relation {
    let code = RuleCode::standard(code);
    if let Some((left, right)) = text.split_once(" <= ") {
        return Relation::at_most(code, side(accounts, left), side(accounts, right));
    }
    let (left, right) = text.split_once(" = ").unwrap();
    Relation::equal(code, side(accounts, left), side(accounts, right))
}

fn side(accounts: &Accounts, text: &str) -> Side {
    if let Some((over, under)) = text.split_once(" / ") {
        return Side::Ratio {
            over: terms(accounts, over),
            under: terms(accounts, under),
            scale: Scale::Percent,
        };
    }
    if let Some(percent) = text.strip_suffix('%') {
        return Side::Constant(percent.parse().unwrap(), gouji::model::Unit::Percent);
    }
    Side::Sum(terms(accounts, text))
}

fn terms(accounts: &Accounts, text: &str) -> Vec<Term> {
    let mut sign = Sign::Plus;
    let mut terms = Vec::new();
    for word in text.split(' ') {
        match word {
            "+" => sign = Sign::Plus,
            "-" => sign = Sign::Minus,
            word => terms.push(term(accounts, sign, word)),
        }
    }
    terms
}

fn term(accounts: &Accounts, sign: Sign, word: &str) -> Term {
    let Some(word) = word.strip_prefix('±') else {
        let figure = Figure::at(accounts, place_of(accounts, word));
        return Term {
            sign,
            ..Term::plus(figure)
        };
    };
    let place = place_of(accounts, word);
    let direction = place.table.spec().column("direction").unwrap();
    let at = place.beside(direction);
    let falls = matches!(accounts.printed(at).as_str(), "减少" | "下降");
    let sign = if falls { sign.flipped() } else { sign };
    Term::directed(sign, Figure::at(accounts, place), at)
}
