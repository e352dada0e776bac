//! The signs and words of a formula, each with the characters that it is made of.

use std::ops::Range;

use super::error::{FormulaError, FormulaErrorKind};

/// A sign or word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A table, column or period.
    Name(String),
    /// What stands between brackets.
    Row(String),
    /// Digits with what follows them: `0`, `100%`, `0.02万元`.
    Number(String),
    /// `Σ`.
    Sum,
    /// `.` before a column.
    Dot,
    /// `@` before a period.
    At,
    /// `+`.
    Plus,
    /// `−`.
    Minus,
    /// `÷`.
    Over,
    /// `(`.
    Open,
    /// `)`.
    Close,
    /// `=`, `≤`, `≥` or `≈`.
    Compare(Compare),
}

/// How two sides compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compare {
    /// `=`.
    Equal,
    /// `≤`.
    AtMost,
    /// `≥`.
    AtLeast,
    /// `≈`, equal but for a named gap.
    Near,
}

/// A token and its characters, counted from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spanned {
    /// The token.
    pub token: Token,
    /// Its characters.
    pub at: Range<usize>,
}

impl Spanned {
    /// The token as it was written, for messages.
    pub(super) fn written(&self, formula: &str) -> String {
        formula
            .chars()
            .skip(self.at.start)
            .take(self.at.len())
            .collect()
    }
}

fn sign(c: char) -> Option<Token> {
    Some(match c {
        'Σ' | '∑' => Token::Sum,
        '.' => Token::Dot,
        '@' | '＠' => Token::At,
        '+' | '＋' => Token::Plus,
        '-' | '−' | '－' | '–' => Token::Minus,
        '÷' | '/' => Token::Over,
        '(' => Token::Open,
        ')' => Token::Close,
        '=' | '＝' => Token::Compare(Compare::Equal),
        '≤' => Token::Compare(Compare::AtMost),
        '≥' => Token::Compare(Compare::AtLeast),
        '≈' => Token::Compare(Compare::Near),
        _ => return None,
    })
}

/// Cuts a formula into tokens.
///
/// # Errors
/// A bracket that is not closed; everything else is some token.
pub(super) fn tokens(formula: &str) -> Result<Vec<Spanned>, FormulaError> {
    let chars: Vec<char> = formula.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let start = at;
        let run = |fits: &dyn Fn(char) -> bool| {
            let rest = chars[start..].iter();
            start + rest.take_while(|c| fits(**c)).count()
        };
        let token = if c.is_whitespace() {
            at += 1;
            continue;
        } else if matches!(c, '[' | '［') {
            at = run(&|c| !matches!(c, ']' | '］'));
            if at == chars.len() {
                return Err(FormulaError::new(start..at, FormulaErrorKind::OpenBracket));
            }
            at += 1;
            Token::Row(chars[start + 1..at - 1].iter().collect())
        } else if matches!((c, chars.get(at + 1)), ('<' | '>', Some('='))) {
            at += 2;
            Token::Compare(if c == '<' {
                Compare::AtMost
            } else {
                Compare::AtLeast
            })
        } else if let Some(sign) = sign(c) {
            at += 1;
            sign
        } else if c.is_ascii_digit() {
            at = run(&|c| c == '.' || (!c.is_whitespace() && sign(c).is_none()));
            Token::Number(chars[start..at].iter().collect())
        } else {
            at = run(&|c| !c.is_whitespace() && !"[]［］<>".contains(c) && sign(c).is_none());
            // A sign that means nothing is a name of its own, so that the parser can point at it.
            at = at.max(start + 1);
            Token::Name(chars[start..at].iter().collect())
        };
        tokens.push(Spanned {
            token,
            at: start..at,
        });
    }
    Ok(tokens)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(formula: &str) -> Vec<Token> {
        let tokens = tokens(formula).unwrap();
        tokens.into_iter().map(|spanned| spanned.token).collect()
    }

    #[test]
    fn a_formula_is_cut_into_tokens() {
        assert_eq!(
            kinds("K02[每行].合计 = 事业收入 − Σ[类] ≤ 0.5%"),
            [
                Token::Name("K02".to_owned()),
                Token::Row("每行".to_owned()),
                Token::Dot,
                Token::Name("合计".to_owned()),
                Token::Compare(Compare::Equal),
                Token::Name("事业收入".to_owned()),
                Token::Minus,
                Token::Sum,
                Token::Row("类".to_owned()),
                Token::Compare(Compare::AtMost),
                Token::Number("0.5%".to_owned()),
            ]
        );
        assert_eq!(kinds("a<=b>=c"), kinds("a ≤ b ≥ c"),);
    }

    #[test]
    fn places_count_characters() {
        let tokens = tokens("年初 + 收入").unwrap();
        let places: Vec<_> = tokens.iter().map(|spanned| spanned.at.clone()).collect();
        assert_eq!(places, [0..2, 3..4, 5..7]);
        assert_eq!(tokens[2].written("年初 + 收入"), "收入");
    }

    #[test]
    fn an_open_bracket_is_an_error() {
        let error = tokens("K01[合计").unwrap_err();
        assert_eq!(error.at, 3..6);
        assert_eq!(error.kind, FormulaErrorKind::OpenBracket);
    }

    #[test]
    fn nothing_hangs_the_reader() {
        for text in ["", "<", ">", "]", "[[]", "。。。", "\u{0}", "==="] {
            let _tokens = tokens(text);
        }
    }
}
