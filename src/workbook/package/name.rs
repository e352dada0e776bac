//! The names of the parts of a package, and how they refer to each other.

/// One spelling of a part's name: some programs write back slashes or a leading slash, and names
/// are compared without case.
pub(crate) fn spelling(name: &str) -> String {
    name.replace('\\', "/")
        .trim_start_matches('/')
        .to_ascii_lowercase()
}

/// Where the references of a part stand: `xl/_rels/workbook.xml.rels`.
pub(crate) fn relationships_path(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/_rels/{name}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

/// The target of a reference as a path from the package's root.
pub(crate) fn resolved(part: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    if let Some(path) = target.strip_prefix('/') {
        return path.to_owned();
    }
    let mut path: Vec<&str> = part.split('/').collect();
    path.pop();
    for segment in target.split('/') {
        match segment {
            "." | "" => {}
            ".." => {
                path.pop();
            }
            name => path.push(name),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_found_from_where_they_are_named() {
        assert_eq!(
            resolved("xl/workbook.xml", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml"
        );
        assert_eq!(resolved("xl/workbook.xml", "/xl/a.xml"), "xl/a.xml");
        assert_eq!(
            resolved("xl/worksheets/s.xml", "../tables/t.xml"),
            "xl/tables/t.xml"
        );
        assert_eq!(resolved("", "xl/workbook.xml"), "xl/workbook.xml");
        assert_eq!(
            relationships_path("xl/workbook.xml"),
            "xl/_rels/workbook.xml.rels"
        );
        assert_eq!(relationships_path(""), "_rels/.rels");
    }
}
