//! What stands beside the flow of a document (headers, footers, notes): not read, but said when it
//! has numbers.

use crate::model::Text;
use crate::workbook::package::{Node, PackageError, StepKind, nodes, unescaped};

/// How many characters of it are quoted.
const QUOTED: usize = 30;

/// A note about a part of this kind, if it has digits.
pub(super) fn note(kind: &str, xml: &str) -> Result<Option<Text>, PackageError> {
    let (zh, en) = match kind {
        "header" => ("页眉", "a header"),
        "footer" => ("页脚", "a footer"),
        "footnotes" => ("脚注", "the footnotes"),
        _ => ("尾注", "the endnotes"),
    };
    let words = words(xml)?;
    if !words.contains(|c: char| c.is_numeric()) {
        return Ok(None);
    }
    let mut quoted: String = words.trim().chars().take(QUOTED).collect();
    if words.trim().chars().count() > QUOTED {
        quoted.push('…');
    }
    Ok(Some(Text::new(
        format!("{zh}中的数字没有读入：“{quoted}”"),
        format!("numbers in {en} are not read: “{quoted}”"),
    )))
}

/// The words of a part but for those of fields, such as the numbers of pages.
fn words(xml: &str) -> Result<String, PackageError> {
    let mut words = String::new();
    let mut in_words = false;
    let mut fields = 0_usize;
    for node in nodes(xml) {
        match node? {
            Node::Tag(step) => match (step.local, step.kind) {
                ("t", kind) => in_words = kind == StepKind::Start && fields == 0,
                ("fldSimple", StepKind::Start) => fields += 1,
                ("fldSimple", StepKind::End) => fields = fields.saturating_sub(1),
                ("fldChar", StepKind::Empty | StepKind::Start) => {
                    match step.tag.prefixed("fldCharType").as_deref() {
                        Some("begin") => fields += 1,
                        Some("end") => fields = fields.saturating_sub(1),
                        _ => {}
                    }
                }
                _ => {}
            },
            Node::Text(range) | Node::Verbatim(range) | Node::Entity(range) if in_words => {
                words.push_str(&unescaped(&xml[range]));
            }
            _ => {}
        }
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_pages_are_none() {
        let xml = r#"<w:ftr><w:p><w:r><w:t>第</w:t></w:r><w:fldSimple w:instr="PAGE"><w:r><w:t>3
            </w:t></w:r></w:fldSimple><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>4</w:t>
            </w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>页</w:t></w:r></w:p></w:ftr>"#;
        assert_eq!(words(xml).unwrap(), "第页");
        assert_eq!(note("footer", xml), Ok(None));
        let said = note("footnotes", "<w:t>其中 5 万元</w:t>")
            .unwrap()
            .unwrap();
        assert_eq!(said.zh, "脚注中的数字没有读入：“其中 5 万元”");
    }
}
