//! The one-pass indexer: strict RFC 8259, without recursion, from text to [`Index`].
//!
//! It builds nothing but spans. Numbers of any length, lone surrogate escapes and repeated keys
//! are valid JSON and stay as they are; what they mean is decided where they are read.

use super::error::{MAX_DEPTH, ParseError, ParseErrorKind};
use super::index::{Index, MARK_EVERY, Node};

/// Indexes the one JSON value that `text` is.
pub(super) fn scan(text: &str) -> Result<Index, ParseError> {
    if u32::try_from(text.len()).is_err() {
        return Err(ParseError::at(ParseErrorKind::TooLong, text, 0));
    }
    let mut scanner = Scanner {
        bytes: text.as_bytes(),
        at: 0,
        open: Vec::new(),
        nodes: Vec::new(),
        marks: Vec::new(),
    };
    match scanner.run() {
        Ok(()) => Ok(Index::new(scanner.nodes, scanner.marks)),
        Err(kind) => {
            // Scanning stops at a byte that begins a character: every other is inside a string.
            let found = text.get(scanner.at..).and_then(|rest| rest.chars().next());
            let kind = match (kind, found) {
                (Stop::Known(kind), _) => kind,
                (Stop::Here, None) => ParseErrorKind::UnexpectedEnd,
                (Stop::Here, Some(c)) => ParseErrorKind::UnexpectedCharacter(c),
            };
            Err(ParseError::at(kind, text, scanner.at))
        }
    }
}

/// Why scanning stopped at the present offset.
enum Stop {
    /// What stands there cannot stand there.
    Here,
    Known(ParseErrorKind),
}

/// An array or object whose end was not met yet.
struct Open {
    node: usize,
    closing: u8,
    children: usize,
}

struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
    open: Vec<Open>,
    nodes: Vec<Node>,
    marks: Vec<(u32, u32)>,
}

impl Scanner<'_> {
    fn run(&mut self) -> Result<(), Stop> {
        self.skip_space();
        if self.peek().is_none() {
            return Err(Stop::Known(ParseErrorKind::Empty));
        }
        let mut key = None;
        loop {
            // Here a value begins.
            self.begin(key)?;
            match self.peek() {
                Some(b'{') => self.enter(b'}')?,
                Some(b'[') => self.enter(b']')?,
                _ => self.scalar()?,
            }
            if self.finished(&mut key)? {
                return Ok(());
            }
        }
    }

    /// Goes on to where the next value begins; true when the whole text is read.
    fn finished(&mut self, key: &mut Option<usize>) -> Result<bool, Stop> {
        // An array or object just entered has no child yet, so no comma may come.
        let mut entered = self
            .open
            .last()
            .is_some_and(|open| open.node + 1 == self.nodes.len());
        loop {
            self.skip_space();
            let Some(open) = self.open.last() else {
                return if self.peek().is_none() {
                    Ok(true)
                } else {
                    Err(Stop::Known(ParseErrorKind::TrailingCharacters))
                };
            };
            let closing = open.closing;
            match self.peek() {
                Some(found) if found == closing => self.leave(),
                Some(b',') if !entered => {
                    self.at += 1;
                    self.skip_space();
                    *key = self.key(closing)?;
                    return Ok(false);
                }
                Some(_) if entered => {
                    *key = self.key(closing)?;
                    return Ok(false);
                }
                _ => return Err(Stop::Here),
            }
            entered = false;
        }
    }

    /// In an object reads the key and the colon, and says where the key began.
    fn key(&mut self, closing: u8) -> Result<Option<usize>, Stop> {
        if closing != b'}' {
            return Ok(None);
        }
        let key = self.at;
        if self.peek() != Some(b'"') {
            return Err(Stop::Here);
        }
        self.string()?;
        self.skip_space();
        if self.peek() != Some(b':') {
            return Err(Stop::Here);
        }
        self.at += 1;
        self.skip_space();
        Ok(Some(key))
    }

    /// Notes the value that begins here as a child of the innermost open container.
    fn begin(&mut self, key: Option<usize>) -> Result<(), Stop> {
        let node = self.nodes.len();
        if let Some(open) = self.open.last_mut() {
            if open.children != 0 && open.children.is_multiple_of(MARK_EVERY) {
                self.marks.push((narrow(open.node), narrow(node)));
            }
            open.children += 1;
        }
        if self.peek().is_none() {
            return Err(Stop::Here);
        }
        let start = narrow(self.at);
        self.nodes.push(Node {
            key: key.map_or(start, narrow),
            start,
            end: start,
            size: 1,
        });
        Ok(())
    }

    fn enter(&mut self, closing: u8) -> Result<(), Stop> {
        if self.open.len() == MAX_DEPTH {
            return Err(Stop::Known(ParseErrorKind::TooDeep(MAX_DEPTH)));
        }
        self.at += 1;
        self.open.push(Open {
            node: self.nodes.len() - 1,
            closing,
            children: 0,
        });
        Ok(())
    }

    fn leave(&mut self) {
        self.at += 1;
        let size = self.nodes.len();
        if let Some(open) = self.open.pop()
            && let Some(node) = self.nodes.get_mut(open.node)
        {
            node.end = narrow(self.at);
            node.size = narrow(size - open.node);
        }
    }

    fn scalar(&mut self) -> Result<(), Stop> {
        match self.peek() {
            Some(b'"') => self.string()?,
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b't') => self.word(b"true")?,
            Some(b'f') => self.word(b"false")?,
            Some(b'n') => self.word(b"null")?,
            _ => return Err(Stop::Here),
        }
        let end = narrow(self.at);
        if let Some(node) = self.nodes.last_mut() {
            node.end = end;
        }
        Ok(())
    }

    fn word(&mut self, word: &[u8]) -> Result<(), Stop> {
        for expected in word {
            if self.peek() != Some(*expected) {
                return Err(Stop::Here);
            }
            self.at += 1;
        }
        Ok(())
    }

    fn number(&mut self) -> Result<(), Stop> {
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        if self.peek() == Some(b'0') {
            self.at += 1;
            if self.peek().is_some_and(|b| b.is_ascii_digit()) {
                return Err(Stop::Known(ParseErrorKind::InvalidNumber));
            }
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(())
    }

    /// At least one digit.
    fn digits(&mut self) -> Result<(), Stop> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
        self.at += digits;
        match (digits, rest.is_empty()) {
            (0, true) => Err(Stop::Here),
            (0, false) => Err(Stop::Known(ParseErrorKind::InvalidNumber)),
            _ => Ok(()),
        }
    }

    fn string(&mut self) -> Result<(), Stop> {
        self.at += 1;
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            self.at += rest
                .iter()
                .position(|b| SPECIAL[usize::from(*b)])
                .unwrap_or(rest.len());
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => self.escape()?,
                Some(_) => return Err(Stop::Known(ParseErrorKind::ControlCharacter)),
                None => return Err(Stop::Here),
            }
        }
    }

    fn escape(&mut self) -> Result<(), Stop> {
        let rest = self.bytes.get(self.at + 1..).unwrap_or_default();
        let length = match rest.first() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => 1,
            Some(b'u') => {
                let digits = rest
                    .iter()
                    .skip(1)
                    .take(4)
                    .take_while(|b| b.is_ascii_hexdigit())
                    .count();
                if digits < 4 && rest.len() > 1 + digits {
                    return Err(Stop::Known(ParseErrorKind::InvalidEscape));
                }
                1 + digits
            }
            Some(_) => return Err(Stop::Known(ParseErrorKind::InvalidEscape)),
            None => 0,
        };
        // An escape that the end cuts off leaves the offset there, and the string reports it.
        self.at += 1 + length;
        Ok(())
    }

    fn skip_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }
}

/// The bytes that end a run of plain characters in a string.
const SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = true;
        byte += 1;
    }
    table[b'"' as usize] = true;
    table[b'\\' as usize] = true;
    table
};

/// An offset or a node number, which the check of the text's length keeps within 32 bits.
fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
