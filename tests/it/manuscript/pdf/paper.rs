//! PDFs written by hand: pages with words and lines, in fonts that the file does not hold.

use std::fmt::Write as _;

use encoding_rs::GBK;

/// What a page draws, in the operators of a content stream. Places are in points from the lower
/// left corner, on paper of 600 by 800.
#[derive(Clone, Default)]
pub(super) struct Paper(pub(super) String);

impl Paper {
    /// Words, Chinese or Latin, with the size of their type.
    pub(super) fn words(mut self, x: u32, y: u32, size: u32, text: &str) -> Self {
        let (bytes, _, unknown) = GBK.encode(text);
        assert!(!unknown, "{text}");
        let hex: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        writeln!(
            self.0,
            "BT /F1 {size} Tf {x} {y} Td <{}> Tj ET",
            hex.concat()
        )
        .unwrap();
        self
    }

    /// A straight line.
    pub(super) fn line(mut self, from: (u32, u32), to: (u32, u32)) -> Self {
        let ((x, y), (right, top)) = (from, to);
        writeln!(self.0, "{x} {y} m {right} {top} l S").unwrap();
        self
    }

    /// The lines of a table: all of its columns and rows, from left to right and from the top.
    pub(super) fn grid(mut self, columns: &[u32], rows: &[u32]) -> Self {
        let (left, right) = (columns[0], columns[columns.len() - 1]);
        let (top, bottom) = (rows[0], rows[rows.len() - 1]);
        for &x in columns {
            self = self.line((x, bottom), (x, top));
        }
        for &y in rows {
            self = self.line((left, y), (right, y));
        }
        self
    }

    /// Anything else.
    pub(super) fn raw(mut self, operators: &str) -> Self {
        self.0.push_str(operators);
        self.0.push('\n');
        self
    }
}

/// A PDF with these pages.
pub(super) fn pdf(pages: &[Paper]) -> Vec<u8> {
    pdf_with(pages, &[], "")
}

/// A PDF with these pages, further objects from number 10 on, of which the first may be the font
/// `/F2`, and more for its trailer.
pub(super) fn pdf_with(pages: &[Paper], others: &[&str], trailer: &str) -> Vec<u8> {
    let first_page = 10 + others.len();
    let kids: Vec<String> = (0..pages.len())
        .map(|page| format!("{} 0 R ", first_page + 2 * page))
        .collect();
    let mut objects =
        vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.concat(), pages.len()),
        // Song as Chinese offices use it: not in the file, with the codes of GBK.
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /GBK-EUC-H \
         /DescendantFonts [4 0 R] >>"
            .to_owned(),
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 5 0 R \
         /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> \
         /DW 1000 /W [1 95 500 814 939 500 7716 [500]] >>"
            .to_owned(),
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -200 1000 900] \
         /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
            .to_owned(),
        stream("<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray \
                /BitsPerComponent 8", "x"),
    ];
    objects.resize(9, "null".to_owned());
    objects.extend(others.iter().map(|&other| other.to_owned()));
    for (index, page) in pages.iter().enumerate() {
        let content = first_page + 2 * index + 1;
        let named: Vec<String> = (0..others.len())
            .map(|other| format!("/X{other} {} 0 R ", 10 + other))
            .collect();
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {content} 0 R \
             /Resources << /Font << /F1 3 0 R /F2 10 0 R >> /XObject << /Im 6 0 R {}>> >> >>",
            named.concat()
        ));
        objects.push(stream("<<", &page.0));
    }
    let mut file = "%PDF-1.7\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        places.push(file.len());
        writeln!(file, "{number} 0 obj\n{object}\nendobj").unwrap();
    }
    let start = file.len();
    write!(file, "xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).unwrap();
    for place in &places {
        writeln!(file, "{place:010} 00000 n ").unwrap();
    }
    let count = places.len() + 1;
    write!(
        file,
        "trailer\n<< /Size {count} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n"
    )
    .unwrap();
    file.into_bytes()
}

/// An object with bytes; `head` is its dictionary without the end.
pub(super) fn stream(head: &str, bytes: &str) -> String {
    let length = bytes.len();
    format!("{head} /Length {length} >>\nstream\n{bytes}\nendstream")
}
