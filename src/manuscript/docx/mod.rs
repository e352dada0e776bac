//! Documents of Word and WPS (`.docx`): their paragraphs as lines, and words changed where they
//! stand in the XML.
//!
//! Paragraphs and rows of tables are lines; cells are kept apart by tabs. Automatic numbers are
//! written out, because sentences refer to them, but they cannot be changed.

mod beside;
mod context;
mod counts;
mod flow;
mod numbering;
mod numerals;
mod patch;
mod sink;
mod styles;
mod table;
mod words;

pub(super) use patch::patch;

use super::error::ManuscriptErrorKind as Kind;
use super::{Manuscript, ManuscriptFormat};
use crate::model::Text;
use crate::workbook::package::{
    Bounds, Contents, Package, PackageError, Relationship, StepKind, relationships,
    relationships_path, steps,
};
use flow::{Flow, Form};
use numbering::Numbering;
use styles::{Styles, value};

/// Ten million characters in runs of a line are some 50 MiB of XML, in runs of a word 250.
const BOUNDS: Bounds = Bounds {
    total: 256 << 20,
    part: 128 << 20,
    ratio: 200,
};

/// Where the main part stands, unless the document says otherwise.
const MAIN: &str = "word/document.xml";

/// Whether a zip is a document.
pub(super) fn is_docx(contents: &Contents<'_>) -> bool {
    contents.holds(MAIN) || contents.any(is_main)
}

/// Some programs number the main part.
fn is_main(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.strip_prefix("word/document")
        .and_then(|rest| rest.strip_suffix(".xml"))
        .is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit()))
}

/// Reads a document; `file` is only its name.
pub(super) fn read(file: &str, bytes: &[u8]) -> Result<Manuscript, Kind> {
    let document = Document::open(bytes)?;
    let flow = document.flow(Form::First)?;
    let mut notes = flow.counts.notes();
    notes.extend(document.notes_beside()?);
    if flow.sink.text.contains('\u{c}') {
        notes.push(Text::new(
            "页码按文档中的分页符和分节符计算，与打印的页码可能不同",
            "pages are counted by the breaks that the document has; printed pages may differ",
        ));
    }
    Ok(Manuscript {
        file: file.to_owned(),
        format: ManuscriptFormat::Docx,
        text: flow.sink.text,
        tables: flow.sink.tables,
        sheets: flow.sheets,
        unread: Vec::new(),
        notes,
    })
}

/// A document whose parts were unpacked.
struct Document {
    package: Package,
    /// The main part's name.
    main: String,
    relationships: Vec<Relationship>,
    /// Styles and lists, if the main part names any.
    definitions: Option<Package>,
}

impl Document {
    fn open(bytes: &[u8]) -> Result<Self, Kind> {
        let package = Contents::new(bytes)?.unpack_within(BOUNDS, is_wanted)?;
        let of = |part: &str, path: &str| match package.part(path) {
            Some(_) => relationships(part, package.text(path)?),
            None => Ok(Vec::new()),
        };
        let roots = of("", "_rels/.rels")?;
        let named = roots.into_iter().find(|of| of.kind == "officeDocument");
        let named = named.map(|of| of.target);
        let main = named
            .filter(|part| package.part(part).is_some())
            .or_else(|| {
                package
                    .names()
                    .find(|name| is_main(name))
                    .map(str::to_owned)
            })
            .ok_or_else(|| PackageError::Missing(MAIN.to_owned()))?;
        let relationships = of(&main, &relationships_path(&main))?;
        let xml = package.text(&main)?;
        let named = xml.contains("Style ") || xml.contains("numPr");
        let definitions = if named {
            Some(Contents::new(bytes)?.unpack_within(BOUNDS, defines)?)
        } else {
            None
        };
        Ok(Self {
            package,
            main,
            relationships,
            definitions,
        })
    }

    /// The XML of the main part.
    fn xml(&self) -> Result<&str, Kind> {
        Ok(self.package.text(&self.main)?)
    }

    /// The text; of what is there in several forms, this one.
    fn flow(&self, form: Form) -> Result<Flow, Kind> {
        let xml = self.xml()?;
        let styles = self.definition("styles")?.map(Styles::new).transpose()?;
        let numbering = self.definition("numbering")?;
        let numbering = numbering.map(Numbering::new).transpose()?;
        let sections = sections(xml)?;
        flow::read(
            xml,
            &styles.unwrap_or_default(),
            numbering.unwrap_or_default(),
            &sections,
            form,
        )
    }

    /// The part with the definitions of this kind.
    fn definition(&self, kind: &str) -> Result<Option<&str>, Kind> {
        let part = self.relationships.iter().find(|of| of.kind == kind);
        match (part, &self.definitions) {
            (Some(part), Some(package)) if package.part(&part.target).is_some() => {
                Ok(Some(package.text(&part.target)?))
            }
            _ => Ok(None),
        }
    }

    fn notes_beside(&self) -> Result<Vec<Text>, Kind> {
        let mut notes = Vec::new();
        for part in &self.relationships {
            let beside = ["header", "footer", "footnotes", "endnotes"].contains(&&*part.kind);
            if beside && self.package.part(&part.target).is_some() {
                notes.extend(beside::note(&part.kind, self.package.text(&part.target)?)?);
            }
        }
        // Headers of odd and even pages say the same.
        notes.sort();
        notes.dedup();
        Ok(notes)
    }
}

/// Whether a part has styles or lists: any that may be one of those, because only the document
/// itself says their names.
fn defines(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or_default();
    let file = file.to_ascii_lowercase();
    (file.starts_with("styles") && !file.starts_with("styleswith")) || file.starts_with("numbering")
}

/// Parts with words; pictures, themes and the like are left packed.
fn is_wanted(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let file = name.rsplit('/').next().unwrap_or_default();
    let looks = [
        "theme",
        "font",
        "websettings",
        "settings",
        "styles",
        "numbering",
    ];
    let extension = file.rsplit_once('.').map(|(_, extension)| extension);
    matches!(extension, Some("xml" | "rels"))
        && !["glossary/", "customxml/", "docprops/"]
            .iter()
            .any(|folder| name.contains(folder))
        && !looks.iter().any(|looks| file.starts_with(looks))
        && file != "[content_types].xml"
}

/// For each section whether it begins a page.
fn sections(xml: &str) -> Result<Vec<bool>, PackageError> {
    let mut sections = Vec::new();
    // Most documents have one, which begins nothing.
    if xml.matches("sectPr").nth(2).is_none() {
        return Ok(sections);
    }
    let mut earlier = 0_usize;
    let mut within = false;
    for step in steps(xml) {
        let step = step?;
        match (step.local, step.kind) {
            ("sectPrChange", StepKind::Start) => earlier += 1,
            ("sectPrChange", StepKind::End) => earlier = earlier.saturating_sub(1),
            ("sectPr", StepKind::Start | StepKind::Empty) if earlier == 0 => {
                sections.push(true);
                within = step.kind == StepKind::Start;
            }
            ("sectPr", StepKind::End) if earlier == 0 => within = false,
            ("type", StepKind::Start | StepKind::Empty) if earlier == 0 && within => {
                let goes_on = value(step.tag, "val")
                    .is_some_and(|kind| matches!(&*kind, "continuous" | "nextColumn"));
                if let Some(begins) = sections.last_mut() {
                    *begins = !goes_on;
                }
            }
            _ => {}
        }
    }
    Ok(sections)
}
