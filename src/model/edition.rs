//! Which tables a region prints in a year, under which titles and heads: one data file an edition.
//!
//! All files of `assets/editions` are embedded, so a new region or year is a new file there. What
//! the tables hold stands in the catalogue; which edition accounts follow is decided in `read`,
//! and formulas that hold in one edition alone are read by `rules`.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};
use serde::Deserialize;

use super::catalogue::Catalogue;
use super::{TableId, TableSpec, Text, normal_name};

static FOLDER: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/assets/editions");

/// The embedded files with their names, in the order of the names.
pub(super) fn embedded() -> impl Iterator<Item = (String, &'static str)> {
    let mut files: Vec<_> = FOLDER
        .files()
        .filter(|file| file.path().extension().is_some_and(|ext| ext == "json"))
        .map(|file| {
            let name = file.path().display().to_string();
            (name, file.contents_utf8().unwrap_or_default())
        })
        .collect();
    files.sort();
    files.into_iter()
}

/// Which tables a region prints in some years.
#[derive(Debug)]
pub struct Edition {
    /// For instance `beijing-2023`.
    pub key: String,
    /// For readers.
    pub title: Text,
    /// Names that tell the region wherever they stand in that of a department: 上海市.
    pub regions: Vec<String>,
    /// Names that tell it only at the beginning, since other regions use them too: 徐汇区.
    pub districts: Vec<String>,
    /// The first and the last year.
    pub years: (u16, u16),
    /// Formulas of the rule book's form that hold here alone, as a rule book's JSON.
    pub rules: Option<String>,
    /// Sections that texts have there, in their order.
    pub sections: Vec<EditionSection>,
    /// How serious flaws of wording are there, by kind and case (`disclosure.fleet`), where it
    /// differs from elsewhere: `error`, `warning`, `question`, `note` or `off`.
    pub wording: BTreeMap<String, String>,
    tables: Vec<(TableId, EditionTable)>,
}

/// A section that texts of an edition have.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EditionSection {
    /// Its official title.
    pub title: String,
    /// Words that its heading has.
    pub has: Vec<String>,
    /// Words that it does not have, which tell another section from it.
    #[serde(default)]
    pub lacks: Vec<String>,
    /// How serious it is when there is none.
    pub level: String,
}

/// A table as an edition prints it.
#[derive(Debug)]
pub struct EditionTable {
    /// The official title there.
    pub title: Text,
    /// Its columns in the printed order; none when they are as in the catalogue.
    pub columns: Vec<EditionColumn>,
    /// Codes and names of the rows that the form prints whatever they hold; none when nothing is
    /// known beyond the catalogue's rows.
    pub rows: Vec<String>,
    /// Rows of the catalogue that some departments leave out.
    pub optional_rows: Vec<String>,
    /// What of it no document attests.
    inferred: Inferred,
}

/// A column as an edition prints it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditionColumn {
    /// Its index in the catalogue.
    pub column: u16,
    /// The head there.
    pub head: Text,
    /// The head above it, shared with its neighbours.
    pub group: Option<Text>,
}

#[derive(Debug)]
enum Inferred {
    Columns(Vec<u16>),
    All,
}

/// What is wrong with the file of an edition.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditionError {
    /// It is not JSON of the right shape.
    #[error("{file}: {reason}")]
    Json {
        /// The file.
        file: String,
        /// Why, with line and column.
        reason: String,
    },
    /// It names something that does not exist, or names it twice.
    #[error("{file}: there is no {what} “{name}”, or there are two")]
    Name {
        /// The file.
        file: String,
        /// What it should be: a table, a column, a row, an edition.
        what: &'static str,
        /// As written.
        name: String,
    },
}

/// An edition as its file has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EditionFile {
    key: String,
    title: Text,
    #[serde(default)]
    regions: Vec<String>,
    #[serde(default)]
    districts: Vec<String>,
    years: Years,
    tables: Vec<TableFile>,
    /// Tables that the catalogue does not have.
    #[serde(default)]
    pub(super) own_tables: Vec<TableSpec>,
    rules: Option<serde_json::Value>,
    #[serde(default)]
    sections: Vec<EditionSection>,
    #[serde(default)]
    wording: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Years {
    from: u16,
    to: u16,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TableFile {
    table: String,
    title: Option<Text>,
    #[serde(default)]
    columns: Vec<ColumnFile>,
    #[serde(default)]
    rows: Vec<String>,
    #[serde(default)]
    optional_rows: Vec<String>,
    /// As in the catalogue, when it says nothing.
    inferred: Option<InferredFile>,
}

/// A head by which the catalogue knows the column, or a column with its head.
#[derive(Deserialize)]
#[serde(untagged)]
enum ColumnFile {
    Head(String),
    Column {
        column: String,
        head: Text,
        group: Option<Text>,
    },
}

/// `true` for the whole table, or the inferred columns.
#[derive(Deserialize)]
#[serde(untagged)]
enum InferredFile {
    All(bool),
    Columns(Vec<String>),
}

impl EditionFile {
    /// Reads a file, without looking at what it names.
    pub(super) fn read(file: &str, json: &str) -> Result<Self, EditionError> {
        serde_json::from_str(json).map_err(|error| EditionError::Json {
            file: file.to_owned(),
            reason: error.to_string(),
        })
    }

    /// The edition, with everything that it names found in the catalogue.
    pub(super) fn resolve(
        self,
        file: &str,
        catalogue: &Catalogue,
    ) -> Result<Edition, EditionError> {
        let missing = |what, name: &str| EditionError::Name {
            file: file.to_owned(),
            what,
            name: name.to_owned(),
        };
        let Years { from, to } = self.years;
        if from > to {
            return Err(missing("span of years", &format!("{from}–{to}")));
        }
        let mut tables: Vec<(TableId, EditionTable)> = Vec::new();
        for table in self.tables {
            let known = catalogue.table_named(&table.table);
            let id = known.filter(|id| tables.iter().all(|(other, _)| other != id));
            let id = id.ok_or_else(|| missing("table", &table.table))?;
            let read = table.resolve(catalogue.spec(id));
            tables.push((id, read.map_err(|(what, name)| missing(what, &name))?));
        }
        Ok(Edition {
            key: self.key,
            title: self.title,
            regions: self.regions,
            districts: self.districts,
            years: (from, to),
            rules: self.rules.map(|rules| rules.to_string()),
            sections: self.sections,
            wording: self.wording,
            tables,
        })
    }
}

impl TableFile {
    fn resolve(self, spec: &TableSpec) -> Result<EditionTable, (&'static str, String)> {
        let column = |name: &str| {
            let column = spec.column(name);
            column.ok_or_else(|| ("column", name.to_owned()))
        };
        let columns = self.columns.into_iter().map(|printed| match printed {
            ColumnFile::Head(head) => {
                let column = column(&head)?;
                let known = &spec.columns[usize::from(column)].title;
                Ok(EditionColumn {
                    column,
                    head: Text::new(head, known.en.clone()),
                    group: None,
                })
            }
            ColumnFile::Column {
                column: key,
                head,
                group,
            } => Ok(EditionColumn {
                column: column(&key)?,
                head,
                group,
            }),
        });
        let columns = columns.collect::<Result<Vec<_>, _>>()?;
        for row in &self.optional_rows {
            let named = spec.rows.iter().any(|known| known.name.zh == *row);
            if !named {
                return Err(("row", row.clone()));
            }
        }
        Ok(EditionTable {
            title: self.title.unwrap_or_else(|| spec.title.clone()),
            columns,
            rows: self.rows,
            optional_rows: self.optional_rows,
            inferred: match self.inferred {
                Some(InferredFile::All(true)) => Inferred::All,
                Some(InferredFile::All(false)) => Inferred::Columns(Vec::new()),
                Some(InferredFile::Columns(names)) => {
                    let columns = names.iter().map(|name| column(name));
                    Inferred::Columns(columns.collect::<Result<_, _>>()?)
                }
                None if spec.inferred => Inferred::All,
                None => {
                    let columns = (0..).zip(&spec.columns);
                    let inferred = columns.filter(|(_, column)| column.inferred);
                    Inferred::Columns(inferred.map(|(column, _)| column).collect())
                }
            },
        })
    }
}

impl Edition {
    /// Its tables in their order.
    pub fn tables(&self) -> impl Iterator<Item = (TableId, &EditionTable)> {
        self.tables.iter().map(|(id, table)| (*id, table))
    }

    /// How it prints a table; `None` when it has no such table.
    pub fn table(&self, id: TableId) -> Option<&EditionTable> {
        let table = self.tables.iter().find(|(other, _)| *other == id);
        table.map(|(_, table)| table)
    }

    /// The official title of a table, that of the catalogue for tables that it does not print.
    pub fn title_of(&self, id: TableId) -> &Text {
        self.table(id)
            .map_or_else(|| &id.spec().title, |table| &table.title)
    }

    /// The columns of a table as it prints them, left to right; those of the catalogue where it
    /// says nothing else.
    pub fn columns(&self, id: TableId) -> Vec<EditionColumn> {
        let printed = self.table(id).filter(|table| !table.columns.is_empty());
        if let Some(table) = printed {
            return table.columns.clone();
        }
        let columns = (0..).zip(&id.spec().columns);
        columns
            .map(|(column, spec)| EditionColumn {
                column,
                head: spec.title.clone(),
                group: spec.group.clone(),
            })
            .collect()
    }

    /// Whether no document attests the column of a table that it prints.
    pub fn inferred(&self, id: TableId, column: u16) -> bool {
        self.table(id).is_some_and(|table| table.inferred(column))
    }

    /// Whether it was in use that year.
    pub fn is_in_use(&self, year: u16) -> bool {
        (self.years.0..=self.years.1).contains(&year)
    }

    /// Where its region is named in that of a department: the earliest place, and how long the
    /// name there is. `国家税务总局上海市税务局` is a central department.
    fn named_in(&self, department: &str) -> Option<(usize, usize)> {
        let anywhere = self.regions.iter().filter_map(|name| {
            let short = name.strip_suffix('市');
            let at = match department.find(name.as_str()) {
                None if short == Some(department) => Some(0),
                at => at,
            };
            at.map(|at| (at, name.len()))
        });
        let first = self.districts.iter();
        let first = first.filter(|name| department.starts_with(name.as_str()));
        anywhere
            .chain(first.map(|name| (0, name.len())))
            .min_by_key(|(at, length)| (*at, usize::MAX - length))
    }

    /// Whether its list of titles has all of these, in this order.
    fn has_form(&self, titles: &[String]) -> bool {
        let mut official = self.tables.iter().map(|(_, table)| &table.title.zh);
        titles
            .iter()
            .all(|title| official.any(|known| normal_name(known) == *title))
    }
}

impl EditionTable {
    /// Whether no document attests the column.
    pub fn inferred(&self, column: u16) -> bool {
        match &self.inferred {
            Inferred::All => true,
            Inferred::Columns(columns) => columns.contains(&column),
        }
    }
}

/// The editions of the region that a department's name tells, or that a file names.
pub(super) fn of_region<'a>(editions: &'a [Edition], department: &str) -> Vec<&'a Edition> {
    let department: String = department.chars().filter(|c| !c.is_whitespace()).collect();
    let mut named: BTreeMap<(usize, usize), Vec<&Edition>> = BTreeMap::new();
    for edition in editions {
        if let Some((at, length)) = edition.named_in(&department) {
            let clearest = (at, usize::MAX - length);
            named.entry(clearest).or_default().push(edition);
        }
    }
    named.into_values().next().unwrap_or_default()
}

/// The only one of the editions that prints all of these titles in this order.
pub(super) fn by_form<'a>(
    editions: impl Iterator<Item = &'a Edition>,
    titles: &[&str],
) -> Option<&'a Edition> {
    let titles: Vec<String> = titles.iter().map(|title| normal_name(title)).collect();
    let mut fitting = editions.filter(|edition| edition.has_form(&titles));
    let only = fitting.next().filter(|_| !titles.is_empty());
    only.filter(|_| fitting.next().is_none())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;
    use crate::model::{Classification, Place, lookup_code};

    /// A region that prints a table of its own, in a file that is not among the embedded ones.
    const YUNNAN: &str = r#"{
        "key": "yunnan-2023", "title": {"zh": "云南省 2023 年", "en": "Yunnan 2023"},
        "regions": ["云南省"], "districts": ["五华区"], "years": {"from": 2023, "to": 2023},
        "own_tables": [{
            "key": "project_expenditure", "title": {"zh": "项目支出决算表", "en": "Project expenditure"},
            "aliases": ["部门项目支出决算表"], "at": "/tables/project_expenditure",
            "group": "official", "unit": "元", "row_kind": "functional",
            "columns": [{"key": "total", "title": {"zh": "合计", "en": "Total"}, "kind": "money"},
                        {"key": "fiscal", "title": {"zh": "财政拨款", "en": "Fiscal"}, "kind": "money", "inferred": true}],
            "rows": [{"name": {"zh": "合计", "en": "Total"}}]}],
        "tables": [
            {"table": "K02"},
            {"table": "K06", "columns": ["基本支出", {"column": "total", "head": {"zh": "总额", "en": "Sum"}, "group": {"zh": "支出", "en": "Expenditure"}}], "inferred": ["total"]},
            {"table": "project_expenditure"},
            {"table": "K13", "title": {"zh": "购买服务支出表", "en": "Purchased services"}, "inferred": false}],
        "rules": {"rules": []}}"#;

    fn with(extra: &'static str) -> Result<Catalogue, EditionError> {
        Catalogue::parse(embedded().chain([("yunnan-2023.json".to_owned(), extra)]))
    }

    fn changed(from: &str, to: &str) -> EditionError {
        assert!(YUNNAN.contains(from), "{from}");
        with(YUNNAN.replacen(from, to, 1).leak()).unwrap_err()
    }

    #[test]
    fn all_files_of_the_folder_are_embedded() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/editions");
        let files = std::fs::read_dir(folder).unwrap();
        let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
        let is_json = |name: &String| Path::new(name).extension().is_some_and(|ext| ext == "json");
        let json: BTreeSet<String> = names.filter(is_json).collect();
        let known: BTreeSet<String> = embedded().map(|(name, _)| name).collect();
        // A file that was added since needs `touch src/model/edition.rs`.
        assert_eq!(known, json);
        for edition in Catalogue::get().editions() {
            assert!(known.contains(&format!("{}.json", edition.key)));
        }
    }

    #[test]
    fn fixed_rows_are_codes_or_names_of_the_catalogue() {
        let mut count = 0;
        for edition in Catalogue::get().editions() {
            for (id, table) in edition.tables() {
                for row in &table.rows {
                    let spec = id.spec().row(row, None).is_some();
                    let code = lookup_code(Classification::Economic, row).is_some();
                    assert!(spec || code, "{} {row}", edition.key);
                    count += 1;
                }
            }
        }
        assert_eq!(count, 65);
    }

    #[test]
    fn a_new_region_is_a_file_and_no_code() {
        let catalogue = with(YUNNAN).unwrap();
        assert_eq!(
            catalogue.editions().len(),
            Catalogue::get().editions().len() + 1
        );
        let edition = catalogue.edition("yunnan-2023").unwrap();
        let own = catalogue.table_named("部门项目支出决算表").unwrap();
        assert_eq!(catalogue.spec(own).edition.as_deref(), Some("yunnan-2023"));
        let order: Vec<&str> = edition
            .tables()
            .map(|(_, table)| table.title.zh.as_str())
            .collect();
        assert_eq!(
            order,
            [
                "收入决算表",
                "一般公共预算财政拨款支出决算表",
                "项目支出决算表",
                "购买服务支出表"
            ]
        );
        // Its titles are names of the tables for everybody.
        let k13 = catalogue.table_named("K13").unwrap();
        assert_eq!(catalogue.table_named("购买服务支出表"), Some(k13));
        assert!(
            catalogue
                .spec(k13)
                .aliases
                .contains(&"购买服务支出表".to_owned())
        );
        let k06 = edition
            .table(catalogue.table_named("K06").unwrap())
            .unwrap();
        let heads: Vec<_> = k06
            .columns
            .iter()
            .map(|c| (c.column, &*c.head.zh))
            .collect();
        assert_eq!(heads, [(1, "基本支出"), (0, "总额")]);
        assert!(k06.inferred(0) && !k06.inferred(1));
        assert!(edition.inferred(own, 1) && !edition.inferred(own, 0));
        // What it attests is attested for accounts of unknown editions too.
        assert!(!catalogue.is_inferred(None, k13, 0));
        assert!(Catalogue::get().is_inferred(None, k13, 0));
        let found = catalogue.editions_fitting(Some("五华区财政局"), Some(2023));
        assert_eq!(found.len(), 1);
        assert_eq!(edition.rules.as_deref(), Some(r#"{"rules":[]}"#));
    }

    #[test]
    fn a_file_that_is_wrong_says_so() {
        let named = |error: EditionError| match error {
            EditionError::Name { file, what, name } => {
                assert_eq!(file, "yunnan-2023.json");
                (what, name)
            }
            EditionError::Json { .. } => panic!("{error}"),
        };
        let of = |what, name: &str| (what, name.to_owned());
        let error = changed(r#""table": "K02""#, r#""table": "K99""#);
        assert_eq!(named(error), of("table", "K99"));
        let error = changed(r#""table": "K02""#, r#""table": "K06""#);
        assert_eq!(named(error), of("table", "K06"));
        let error = changed(r#""inferred": ["total"]"#, r#""inferred": ["totel"]"#);
        assert_eq!(named(error), of("column", "totel"));
        let error = changed(r#"["基本支出", "#, r#"["基本", "#);
        assert_eq!(named(error), of("column", "基本"));
        let error = changed(
            r#"{"table": "K02"}"#,
            r#"{"table": "K02", "optional_rows": ["x"]}"#,
        );
        assert_eq!(named(error), of("row", "x"));
        let error = changed("yunnan-2023", "beijing-2023");
        assert_eq!(named(error), of("edition", "beijing-2023"));
        let error = changed("购买服务支出表", "支出决算表");
        assert_eq!(named(error), of("title", "支出决算表"));
        let error = changed("部门项目支出决算表", "收入决算表");
        assert_eq!(named(error), of("table", "收入决算表"));
        let error = changed(r#""to": 2023"#, r#""to": 2022"#);
        assert_eq!(named(error), of("span of years", "2023–2022"));
        let error = changed(r#""districts""#, r#""district""#);
        assert!(matches!(error, EditionError::Json { .. }), "{error}");
    }

    #[test]
    fn regions_are_told_by_names_and_nothing_is_guessed() {
        let fitting = |department: &str, year| -> Vec<&str> {
            let editions = Catalogue::get().editions_fitting(Some(department), Some(year));
            editions
                .iter()
                .map(|edition| edition.key.as_str())
                .collect()
        };
        assert_eq!(fitting("北京市西城区财政局", 2023), ["beijing-2023"]);
        assert_eq!(fitting("西城区财政局", 2021), ["beijing-2021"]);
        assert_eq!(fitting("九三学社北京市委员会", 2024), ["beijing-2024"]);
        assert_eq!(fitting("北京", 2024), ["beijing-2024"]);
        assert_eq!(fitting("上海市 普陀区财政局", 2025), ["shanghai-2024"]);
        assert_eq!(fitting("中共上海市浦东新区委员会", 2024), ["shanghai-2024"]);
        assert_eq!(fitting("国家税务总局上海市税务局", 2023), ["central-2023"]);
        assert_eq!(
            fitting("上海市人民政府驻北京市办事处", 2024),
            ["shanghai-2024"]
        );
        // Districts of that name are in other cities too, and years have no edition.
        for (department, year) in [
            ("长春市朝阳区财政局", 2023),
            ("朝阳区财政局", 2023),
            ("舟山市普陀区财政局", 2024),
            ("长沙市西城区街道", 2023),
            ("北京市财政局", 2022),
            ("上海市财政局", 2023),
            ("上海路街道办事处", 2024),
            ("", 2023),
        ] {
            assert_eq!(
                fitting(department, year),
                Vec::<&str>::new(),
                "{department}"
            );
        }
        let all = Catalogue::get().editions_fitting(None, None);
        assert_eq!(all.len(), Catalogue::get().editions().len());
        assert_eq!(Catalogue::get().editions_fitting(None, Some(2023)).len(), 2);
    }

    #[test]
    fn a_form_is_told_by_its_titles_in_order() {
        let form = |titles: &[&str]| {
            let edition = Catalogue::get().edition_by_form(titles);
            edition.map(|edition| edition.key.as_str())
        };
        let k08 = "政府性基金预算财政拨款收入支出决算表";
        let k11 = "财政拨款“三公”经费支出决算表";
        let k10 = "国有资本经营预算财政拨款收入支出决算表";
        assert_eq!(form(&[k11, k08]), Some("shanghai-2024"));
        assert_eq!(form(&["收入决算表", k10]), Some("shanghai-2024"));
        assert_eq!(
            form(&["一般公共预算财政拨款基本支出决算明细表"]),
            Some("central-2023")
        );
        assert_eq!(
            form(&["一般公共预算财政拨款收入支出决算表"]),
            Some("beijing-2023")
        );
        assert_eq!(form(&["政府购买服务支出情况表"]), Some("beijing-2021"));
        // Several print these, none prints those.
        assert_eq!(form(&["收入决算表", "支出决算表"]), None);
        assert_eq!(form(&["支出决算表", "收入决算表"]), None);
        assert_eq!(form(&[k11, k08, "政府采购情况表"]), None);
        assert_eq!(form(&[]), None);
    }

    #[test]
    fn heads_are_those_of_the_edition_or_of_the_catalogue() {
        let heads = |edition: &str, table: &str| -> Vec<String> {
            let edition = Catalogue::get().edition(edition).unwrap();
            let columns = edition.columns(TableId::named(table)).into_iter();
            columns.map(|column| column.head.zh).collect()
        };
        assert_eq!(
            heads("shanghai-2024", "K06"),
            ["基本支出", "项目支出", "合计"]
        );
        assert_eq!(
            heads("beijing-2023", "K06"),
            ["合计", "基本支出", "项目支出"]
        );
        assert_eq!(
            heads("central-2023", "K10"),
            ["合计", "基本支出", "项目支出"]
        );
        assert_eq!(heads("shanghai-2024", "K10").len(), 6);
        let edition = Catalogue::get().edition("shanghai-2024").unwrap();
        let title = |table| &*edition.title_of(TableId::named(table)).zh;
        assert_eq!(title("K10"), "国有资本经营预算财政拨款收入支出决算表");
        assert_eq!(title("K13"), "政府购买服务决算公开情况表");
    }

    #[test]
    fn what_no_document_attests_is_marked() {
        let catalogue = Catalogue::get();
        let inferred = |edition: Option<&str>, table: &str, column: &str| {
            let edition = edition.map(|key| catalogue.edition(key).unwrap());
            let id = catalogue.table_named(table).unwrap();
            let column = id.spec().column(column).unwrap();
            catalogue.is_inferred(edition, id, column)
        };
        for table in ["K05", "K09", "K12", "K13"] {
            assert!(inferred(None, table, &table_column(table)), "{table}");
        }
        // Shanghai attests them, Beijing and the central departments do not.
        for table in ["K10", "K11"] {
            let column = if table == "K10" {
                "小计"
            } else {
                "决算数"
            };
            assert!(!inferred(None, table, column), "{table}");
            assert!(!inferred(Some("shanghai-2024"), table, column), "{table}");
            assert!(inferred(Some("central-2023"), table, column), "{table}");
            assert!(inferred(Some("beijing-2023"), table, column), "{table}");
        }
        for edition in catalogue.editions() {
            assert!(!inferred(Some(&edition.key), "K02", "本年收入合计"));
            // A table that it does not print has no mark of its own there.
            assert!(inferred(Some(&edition.key), "K05", &table_column("K05")));
        }
        let k05 = catalogue.table_named("K05").unwrap();
        let k03 = catalogue.table_named("K03").unwrap();
        assert!(catalogue.is_inferred(None, k05, Place::NAME));
        assert!(!catalogue.is_inferred(None, k03, Place::NAME));
    }

    fn table_column(table: &str) -> String {
        TableId::named(table).spec().columns[0].key.clone()
    }
}
