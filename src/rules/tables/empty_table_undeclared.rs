//! A table is empty without the sentence that says why, or the sentence stands beside figures
//! (G049).

use crate::model::{Accounts, Catalogue, CellEdit, Place, Table, TableId, TableRef, Text};
use crate::relation::{Figure, Missing, NotChecked, RuleCode};
use crate::rules::claims::against_tables::has_figures;
use crate::rules::claims::claim::{Column, claims};
use crate::rules::{Certainty, Checks, CodeRule, Context, Fix, Flaw, Level, plain_name};

/// Empty tables and their declarations.
pub(super) const RULE: CodeRule = CodeRule {
    code: RuleCode::standard(49),
    reads: &["declarations", "claims", "K04", "K08", "K09", "K10", "K11"],
    state,
};

/// Tables that may be empty, with the columns and rows of K04 that print the same money.
const TABLES: [(&str, Option<(&str, &str)>); 4] = [
    ("K08", Some(("government_fund", "政府性基金预算财政拨款"))),
    ("K09", None),
    ("K10", Some(("state_capital", "国有资本经营预算财政拨款"))),
    ("K11", None),
];

/// A declaration: the table that it is about and whether it says that there is nothing.
struct Declaration {
    table: TableId,
    none: bool,
    place: Place,
}

fn state(context: &Context<'_>, checks: &mut Checks) {
    let accounts = context.accounts;
    let told = told(context, checks);
    let Some(list) = accounts.final_table("declarations") else {
        if accounts.is_from_workbook() {
            empty_sheets(accounts, &told, &[], checks);
        } else {
            undeclared(accounts, &told, &[], false, checks);
        }
        return;
    };
    let declarations: Vec<Declaration> = (0..list.rows.len())
        .filter_map(|row| declaration(accounts, list, row, checks))
        .collect();
    for declaration in &declarations {
        declared(accounts, declaration, checks);
    }
    // A text that was read too tells all that it declares; sheets alone carry a note at most.
    if accounts.is_from_workbook() && accounts.final_table("claims").is_none() {
        empty_sheets(accounts, &told, &declarations, checks);
    } else {
        undeclared(accounts, &told, &declarations, true, checks);
    }
}

fn declaration(
    accounts: &Accounts,
    list: &Table,
    row: usize,
    checks: &mut Checks,
) -> Option<Declaration> {
    let column = |key| list.spec().column(key).map(|c| list.place(row, c));
    let (table, none) = (column("table")?, column("none")?);
    let words = accounts.cell(table).words().unwrap_or_default();
    let Some(id) = Catalogue::get().table_named(words) else {
        let missing = Missing {
            what: accounts.label(table),
            why: Text::new(
                format!("“{words}”不是报表的名称或编号"),
                format!("“{words}” is neither name nor id of a table"),
            ),
            place: Some(table),
        };
        checks.not_checked(RULE.code, NotChecked::Missing(missing));
        return None;
    };
    let none_words = accounts.cell(none).words().unwrap_or("是");
    Some(Declaration {
        table: id,
        none: none_words != "否",
        place: none,
    })
}

fn is_three_public(table: TableId) -> bool {
    table.spec().id.as_deref() == Some("K11")
}

/// What a declaration says against the table and the summary of appropriations.
fn declared(accounts: &Accounts, declaration: &Declaration, checks: &mut Checks) {
    let table = accounts.table(TableRef {
        table: declaration.table,
        period: crate::model::Period::Final,
    });
    let spec = declaration.table.spec();
    let level = level(declaration.table);
    if !declaration.none {
        if table.is_some_and(|table| amounts(accounts, table).next().is_none()) {
            let message = Text::new(
                format!("《{}》没有数据，却声明本年有安排", spec.title.zh),
                format!("“{}” is empty, yet it is declared not to be", spec.title.en),
            );
            let flaw = Flaw::new(message, vec![declaration.place]);
            checks.flaw(RULE.code, level, flaw);
        }
        return;
    }
    let mut of_table: Vec<Figure> = table
        .into_iter()
        .flat_map(|table| amounts(accounts, table))
        .collect();
    // A budget that was not spent is no spending.
    if let Some(spent) = spec
        .column("final")
        .filter(|_| is_three_public(declaration.table))
    {
        of_table.retain(|figure| figure.place.column == spent);
    }
    let of_summary = summary(accounts, declaration.table);
    let looked = table.is_some() || of_summary.is_some();
    let mut elsewhere = of_summary.unwrap_or_default();
    elsewhere.retain(|figure| !figure.value.is_zero());
    if !of_table.is_empty() || !elsewhere.is_empty() {
        checks.flaw(
            RULE.code,
            level,
            not_none(accounts, declaration, &of_table, &elsewhere),
        );
    } else if looked {
        checks.fine(RULE.code);
    }
    if !looked {
        let missing = Missing {
            what: spec.title.clone(),
            why: Text::new(
                "文件中没有这张表，无法核对“未安排”的声明",
                "the file has no such table, so the declaration cannot be checked",
            ),
            place: None,
        };
        checks.not_checked(RULE.code, NotChecked::Missing(missing));
    }
}

/// A declaration that there is nothing beside amounts: one flaw, wherever they are printed.
///
/// The amounts are published figures, the declaration is a sentence, so the sentence is what may
/// be withdrawn. Where the table itself is empty it is open which of the two is wrong.
fn not_none(
    accounts: &Accounts,
    declaration: &Declaration,
    of_table: &[Figure],
    elsewhere: &[Figure],
) -> Flaw {
    let title = &declaration.table.spec().title;
    let firsts: Vec<&Figure> = of_table
        .first()
        .into_iter()
        .chain(elsewhere.first())
        .collect();
    let printed = firsts.iter().map(|figure| {
        let (name, amount) = (plain_name(accounts, figure.place), figure.quantity().text());
        Text::new(
            format!("{}为 {}", name.zh, amount.zh),
            format!("{} is {}", name.en, amount.en),
        )
    });
    let printed = Text::join(&printed.collect::<Vec<_>>(), "，", ", ");
    let message = Text::new(
        format!(
            "已声明《{}》本年没有安排，但{}：声明与表不符",
            title.zh, printed.zh
        ),
        format!(
            "“{}” is declared to have nothing, yet {}: the declaration and the tables disagree",
            title.en, printed.en
        ),
    );
    let places = std::iter::once(declaration.place);
    let places = places.chain(firsts.iter().map(|figure| figure.place));
    let mut flaw = Flaw::new(message, places.collect());
    if !of_table.is_empty() {
        flaw.fixes.push(Fix {
            title: Text::new(
                format!("撤回声明：《{}》改为本年有安排", title.zh),
                format!("Withdraw the declaration: “{}” is not empty", title.en),
            ),
            certainty: Certainty::Review,
            edits: vec![CellEdit::new(declaration.place, "否")],
        });
    }
    flaw
}

/// Tables without any figure of which the text states amounts: one flaw each. Gives them.
fn told(context: &Context<'_>, checks: &mut Checks) -> Vec<TableId> {
    let accounts = context.accounts;
    let mut found = Vec::new();
    for (id, _) in TABLES {
        let table = accounts.final_table(id);
        let Some(table) = table.filter(|table| !has_figures(table)) else {
            continue;
        };
        let about = claims(context)
            .filter(|claim| claim.is_of_text() && claim.subject_table() == Some(table.id.table));
        let amounts = about
            .flat_map(|claim| [Column::Amount, Column::Base].map(|column| claim.readable(column)));
        let amounts: Vec<Figure> = amounts
            .flatten()
            .filter(|amount| !amount.value.is_zero())
            .collect();
        let Some(first) = amounts.first() else {
            continue;
        };
        let (title, shown) = (title(accounts, table), first.quantity().text());
        let name = plain_name(accounts, first.place);
        let message = Text::new(
            format!(
                "《{}》一个数字也没有，正文却写{}为 {}",
                title.zh, name.zh, shown.zh
            ),
            format!(
                "“{}” has no figure at all, yet the text states {}: {}",
                title.en, name.en, shown.en
            ),
        );
        let places = first_name(table).into_iter();
        let places = places.chain(amounts.iter().map(|amount| amount.place));
        let flaw = Flaw::new(message, places.collect());
        checks.flaw(RULE.code, level(table.id.table), flaw);
        found.push(table.id.table);
    }
    found
}

/// Whether a table is declared: the basic expenditure of the fund is nothing when the fund is.
fn is_declared(declarations: &[Declaration], id: &str) -> bool {
    let declared = |id: &str| {
        let id = TableId::named(id);
        declarations.iter().any(|other| other.table == id)
    };
    declared(id) || (id == "K09" && declared("K08"))
}

/// Empty tables of which nothing is declared.
fn undeclared(
    accounts: &Accounts,
    told: &[TableId],
    declarations: &[Declaration],
    can_declare: bool,
    checks: &mut Checks,
) {
    for (id, _) in TABLES {
        if is_declared(declarations, id) || told.contains(&TableId::named(id)) {
            continue;
        }
        let Some(table) = accounts.final_table(id) else {
            continue;
        };
        if amounts(accounts, table).next().is_some() {
            checks.fine(RULE.code);
            continue;
        }
        let title = &table.spec().title;
        if !can_declare {
            let missing = Missing {
                what: title.clone(),
                why: Text::new(
                    "表中没有数据，文件也没有空表声明一项，无法核对",
                    "the table is empty and the file has no list of declarations",
                ),
                place: None,
            };
            checks.not_checked(RULE.code, NotChecked::Missing(missing));
            continue;
        }
        let message = Text::new(
            format!("《{}》没有数据，也没有说明本年未安排", title.zh),
            format!("“{}” is empty and nothing says why", title.en),
        );
        let first = (!table.rows.is_empty()).then(|| table.place(0, 0));
        let places = first.into_iter().collect();
        checks.flaw(RULE.code, level(table.id.table), Flaw::new(message, places));
    }
}

/// Empty tables of a workbook. The sentence that declares one usually stands in the text, which a
/// workbook does not hold, so all of them are one question; but the three public expenses have a
/// budget even in a year without spending, and a sheet of them without any figure was not filled
/// in.
fn empty_sheets(
    accounts: &Accounts,
    told: &[TableId],
    declarations: &[Declaration],
    checks: &mut Checks,
) {
    let mut asked: Vec<&Table> = Vec::new();
    for (id, _) in TABLES {
        let table = accounts.final_table(id);
        let is_settled = is_declared(declarations, id) || told.contains(&TableId::named(id));
        let Some(table) = table.filter(|_| !is_settled) else {
            continue;
        };
        let is_three_public = id == "K11";
        let is_filled_in = is_three_public && has_figures(table);
        if is_filled_in || amounts(accounts, table).next().is_some() {
            checks.fine(RULE.code);
        } else if is_three_public {
            let title = title(accounts, table);
            let message = Text::new(
                format!(
                    "《{}》一个数字也没有，也没有说明本年未安排：请核实是否漏填",
                    title.zh
                ),
                format!(
                    "“{}” has no figure at all and nothing says why: please verify whether it was left unfilled",
                    title.en
                ),
            );
            let flaw = Flaw::new(message, first_name(table));
            checks.flaw(RULE.code, Level::Warning, flaw);
        } else {
            asked.push(table);
        }
    }
    if asked.is_empty() {
        return;
    }
    let titles: Vec<Text> = asked
        .iter()
        .map(|table| title(accounts, table))
        .map(|title| Text::new(format!("《{}》", title.zh), format!("“{}”", title.en)))
        .collect();
    let titles = Text::join(&titles, "、", ", ");
    let message = Text::new(
        format!(
            "{}没有数据：请确认本年没有安排，并且公开文字作了说明",
            titles.zh
        ),
        format!(
            "{}: no data; please make sure that there was nothing and that the text says so",
            titles.en
        ),
    );
    let filled = asked.iter().filter(|table| !table.rows.is_empty());
    // Cells, not names of rows: nothing is wrong with the rows.
    let places = filled.map(|table| table.place(0, 0)).collect();
    checks.flaw(RULE.code, Level::Question, Flaw::new(message, places));
}

fn title(accounts: &Accounts, table: &Table) -> Text {
    let id = table.id.table;
    let edition = accounts.edition;
    edition
        .map_or_else(|| &id.spec().title, |edition| edition.title_of(id))
        .clone()
}

/// The table itself: the name of its first row.
fn first_name(table: &Table) -> Vec<Place> {
    let first = (!table.rows.is_empty()).then(|| table.place(0, Place::NAME));
    first.into_iter().collect()
}

fn level(table: TableId) -> Level {
    if table.spec().inferred {
        Level::Question
    } else {
        Level::Error
    }
}

/// The amounts of a table that are not zero.
fn amounts<'a>(accounts: &'a Accounts, table: &'a Table) -> impl Iterator<Item = Figure> + 'a {
    let columns = u16::try_from(table.spec().columns.len()).unwrap_or(u16::MAX);
    (0..table.rows.len())
        .flat_map(move |row| (0..columns).map(move |column| table.place(row, column)))
        .filter_map(|place| Figure::at(accounts, place).ok())
        .filter(|figure| !figure.value.is_zero())
}

/// What the summary of appropriations prints of the same money; `None` when it prints nothing.
fn summary(accounts: &Accounts, id: TableId) -> Option<Vec<Figure>> {
    let name = id.spec().id.as_deref()?;
    let (_, in_summary) = TABLES.iter().find(|(table, _)| *table == name)?;
    let (column, row) = (*in_summary)?;
    let table = accounts.final_table("K04")?;
    let column = table.spec().column(column)?;
    let mut places: Vec<Place> = (0..table.rows.len())
        .map(|row| table.place(row, column))
        .collect();
    if let Ok(Some(row)) = table.row(row, Some(crate::model::Side::Income)) {
        places.push(table.place(row, 0));
    }
    let figures: Vec<Figure> = places
        .into_iter()
        .filter_map(|place| Figure::at(accounts, place).ok())
        .collect();
    (!figures.is_empty()).then_some(figures)
}
