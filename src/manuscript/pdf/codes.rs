//! Characters of codes: for fonts that do not say which character a code stands for, and for
//! characters that only look like the ones that are meant.

use std::collections::BTreeMap;

use hayro_interpret::font::OutlineGlyph;
use hayro_interpret::hayro_cmap::{BfString, CMap, CMapName, CidFamily, load_embedded};
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, String as Bytes};

/// The 214 radicals from U+2F00 as the characters that a reader takes them for.
const RADICALS: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨青非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黄黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";
/// Radicals in their simplified or combining forms, each with the character it is taken for.
const FORMS: [(char, char); 28] = [
    ('⺟', '母'),
    ('⺠', '民'),
    ('⺎', '兀'),
    ('⺝', '月'),
    ('⻁', '虎'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻉', '贝'),
    ('⻋', '车'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻨', '麦'),
    ('⻩', '黄'),
    ('⻬', '齐'),
    ('⻮', '齿'),
    ('⻰', '龙'),
];

/// The character that a reader takes another for: fonts give the radical ⽀ where 支 is printed.
pub(super) fn plain(char: char) -> char {
    match char {
        '\u{2f00}'..='\u{2fd5}' => {
            let index = u32::from(char) - 0x2f00;
            let index = usize::try_from(index).unwrap_or_default();
            RADICALS.chars().nth(index).unwrap_or(char)
        }
        '\u{2e80}'..='\u{2eff}' => FORMS
            .iter()
            .find(|(form, _)| *form == char)
            .map_or(char, |&(_, plain)| plain),
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => ' ',
        _ => char,
    }
}

/// How codes of a font become characters: its encoding gives numbers of a published collection,
/// and that of the collection the characters.
struct Coding {
    encoding: CMap,
    characters: CMap,
}

/// The codings of a document's fonts by the fonts' names.
pub(super) struct Codes<'a> {
    pdf: &'a Pdf,
    /// Read when first needed: most documents never do. `None` for a name that two fonts with
    /// different codings have.
    fonts: Option<BTreeMap<String, Option<(String, Coding)>>>,
}

impl<'a> Codes<'a> {
    /// Those of a document.
    pub(super) fn new(pdf: &'a Pdf) -> Self {
        Self { pdf, fonts: None }
    }

    /// The character of a code whose font comes without a map to characters.
    pub(super) fn char(&mut self, shape: &OutlineGlyph) -> Option<char> {
        let name = shape.font_data()?.postscript_name?;
        let pdf = self.pdf;
        let fonts = self.fonts.get_or_insert_with(|| codings(pdf));
        let (_, coding) = fonts.get(&name)?.as_ref()?;
        let code = shape.char_code();
        let number = (1..=4).find_map(|bytes| coding.encoding.lookup_cid_code(code, bytes))?;
        match coding.characters.lookup_bf_string(number)? {
            BfString::Char(char) => Some(char),
            BfString::String(text) => text.chars().next(),
        }
    }
}

/// The codings of all fonts that name a published collection.
fn codings(pdf: &Pdf) -> BTreeMap<String, Option<(String, Coding)>> {
    let mut found: BTreeMap<String, Option<(String, Coding)>> = BTreeMap::new();
    for object in pdf.objects() {
        let Object::Dict(font) = object else { continue };
        let Some((name, key, coding)) = coding(&font) else {
            continue;
        };
        let entry = found.entry(name);
        entry
            .and_modify(|known| {
                if known.as_ref().is_some_and(|(known, _)| *known != key) {
                    *known = None;
                }
            })
            .or_insert(Some((key, coding)));
    }
    found
}

/// A font's name, what tells its coding from others, and the coding.
fn coding(font: &Dict<'_>) -> Option<(String, String, Coding)> {
    if font.get::<Name<'_>>("Subtype")?.as_str() != "Type0" {
        return None;
    }
    let base = font.get::<Name<'_>>("BaseFont")?;
    let base = base.as_str();
    let name = match base.split_once('+') {
        Some((prefix, rest)) if prefix.len() == 6 => rest,
        _ => base,
    };
    let below = font.get::<Array<'_>>("DescendantFonts")?;
    let below = below.iter::<Dict<'_>>().next()?;
    let system = below.get::<Dict<'_>>("CIDSystemInfo")?;
    let registry = system.get::<Bytes<'_>>("Registry")?;
    let ordering = system.get::<Bytes<'_>>("Ordering")?;
    let family = CidFamily::from_registry_ordering(registry.as_bytes(), ordering.as_bytes());
    let characters = CMap::parse(load_embedded(family.ucs2_cmap()?)?, load_embedded)?;
    let encoding = font.get::<Name<'_>>("Encoding")?;
    let key = format!(
        "{} {}",
        encoding.as_str(),
        String::from_utf8_lossy(ordering.as_bytes())
    );
    let encoding = match CMapName::from_bytes(encoding.as_ref()) {
        CMapName::IdentityH => CMap::identity_h(),
        CMapName::IdentityV => CMap::identity_v(),
        name => CMap::parse(load_embedded(name)?, load_embedded)?,
    };
    let coding = Coding {
        encoding,
        characters,
    };
    Some((name.to_owned(), key, coding))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_become_the_characters_that_are_meant() {
        assert_eq!(RADICALS.chars().count(), 214);
        let read: String = "⽀出⼀⼆⾦⻋⻓\u{a0}支".chars().map(plain).collect();
        assert_eq!(read, "支出一二金车长 支");
    }
}
