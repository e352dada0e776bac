//! Findings, their causes and their fixes.

use crate::model::{Accounts, CellEdit, ExplainedFigure, Lang, Place, Text};
use crate::relation::{Quantity, Relation, RuleCode};

/// How serious a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 必改: cannot be otherwise in a correct document (identities.md: must).
    Error,
    /// 需核实: expected, exceptions need a reason (should).
    Warning,
    /// 待说明: asked of the preparer (verify).
    Question,
    /// 提示: rounding, truncation.
    Note,
}

impl Level {
    /// All levels, the most serious first.
    pub const ALL: [Self; 4] = [Self::Error, Self::Warning, Self::Question, Self::Note];

    /// The stable name in output.
    pub fn key(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Question => "question",
            Self::Note => "note",
        }
    }

    /// The name that users see, in a language.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Error => lang.pick("必改", "must correct"),
            Self::Warning => lang.pick("需核实", "to verify"),
            Self::Question => lang.pick("待说明", "to explain"),
            Self::Note => lang.pick("提示", "note"),
        }
    }

    /// The name that users see.
    pub fn text(self) -> Text {
        Text::new(self.name(Lang::Zh), self.name(Lang::En))
    }
}

/// Something that is wrong, or has to be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule that it breaks.
    pub rule: RuleCode,
    /// How serious it is.
    pub level: Level,
    /// What is wrong, in one sentence with its numbers.
    pub message: Text,
    /// What it is about, the cell to be corrected first.
    pub shown: Vec<Shown>,
    /// The broken relation, unless it is a flaw of wording or completeness.
    pub relation: Option<Relation>,
    /// 实为: what is stated.
    pub found: Option<Quantity>,
    /// 应为: what it must be.
    pub expected: Option<Quantity>,
    /// 差额: found − expected.
    pub difference: Option<Quantity>,
    /// What explains the numbers exactly, if something does.
    pub cause: Option<Cause>,
    /// What can be done, the surest first.
    pub fixes: Vec<Fix>,
    /// The fingerprint of the finding that this one follows from.
    pub because_of: Option<String>,
    /// Identifies the finding over unrelated edits.
    pub fingerprint: String,
}

impl Finding {
    /// Whether it only follows from another finding: mending that one mends it, and it has no
    /// mistake of its own.
    pub fn is_consequence(&self) -> bool {
        self.because_of.is_some() && self.fixes.is_empty()
    }
}

/// A cell that a finding is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The cell.
    pub place: Place,
    /// Table, row and column in words.
    pub label: Text,
    /// What is printed there, with its unit.
    pub text: Text,
}

impl Finding {
    /// The figures as an explanation keeps them: when one of them changes, it is open again.
    pub fn explained_figures(&self) -> Vec<ExplainedFigure> {
        let figures = self.shown.iter().map(|shown| ExplainedFigure {
            label: shown.label.zh.clone(),
            value: shown.text.zh.clone(),
        });
        figures.collect()
    }
}

impl Shown {
    /// A cell as the accounts print it.
    pub fn at(accounts: &Accounts, place: Place) -> Self {
        let text = match accounts.cell(place).number() {
            Some(printed) => Quantity {
                value: printed.value,
                unit: printed.unit,
                decimals: u32::from(printed.decimals),
            }
            .text(),
            None => Text::same(accounts.printed(place)),
        };
        Self {
            place,
            label: accounts.label(place),
            text,
        }
    }
}

/// Why the numbers are as they are: one step, or a chain of two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// The steps, in the order in which they have to be mended.
    pub steps: Vec<CauseStep>,
}

/// One step of a cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CauseStep {
    /// What kind of slip.
    pub kind: CauseKind,
    /// In words, with the numbers that prove it.
    pub text: Text,
}

impl Cause {
    /// A cause of one step.
    pub fn new(kind: CauseKind, text: Text) -> Self {
        Self {
            steps: vec![CauseStep { kind, text }],
        }
    }

    /// The same cause after another step.
    #[must_use]
    pub fn after(mut self, kind: CauseKind, text: Text) -> Self {
        self.steps.insert(0, CauseStep { kind, text });
        self
    }

    /// The same cause with a step that came of it.
    #[must_use]
    pub fn then(mut self, kind: CauseKind, text: Text) -> Self {
        self.steps.push(CauseStep { kind, text });
        self
    }

    /// All steps in words.
    pub fn text(&self) -> Text {
        Text::join(self.steps.iter().map(|step| &step.text), "；", "; ")
    }

    /// The stable name in output: the kinds of the steps, joined by `+`.
    pub fn key(&self) -> String {
        let kinds: Vec<_> = self.steps.iter().map(|step| step.kind.key()).collect();
        kinds.join("+")
    }
}

/// Kinds of slips.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CauseKind {
    /// The word 增加 or 减少 is the wrong one.
    Direction,
    /// The change was divided by the final figure, or a share taken of another whole.
    WrongDenominator,
    /// The decimal point slipped.
    DecimalSlip,
    /// Cut off instead of rounded.
    Truncated,
    /// A digit was left out.
    DroppedDigit,
    /// A digit too many.
    ExtraDigit,
    /// One digit differs.
    WrongDigit,
    /// Two neighbouring digits changed places.
    SwappedDigits,
    /// 元 for 万元 or the reverse.
    Unit,
    /// The sign is wrong.
    Sign,
    /// The figure stands elsewhere and was copied.
    Copied,
    /// Last year's figure was left in.
    PriorYear,
    /// A figure was taken from another column or scope.
    OtherColumn,
    /// A column stands one row off.
    ShiftedColumn,
    /// A block of figures stands on other rows.
    PastedBlock,
    /// Two rows hold each other's figures.
    SwappedRows,
    /// A code is not that of its row.
    WrongCode,
    /// A name is not that of its code.
    WrongName,
    /// A part is missing from a sum.
    MissingPart,
    /// A part is counted twice.
    RepeatedPart,
    /// The result does not reach what is required for the score.
    BelowThreshold,
    /// A frequency does not fit what is required or counted.
    Frequency,
}

impl CauseKind {
    /// The stable name in output.
    pub fn key(self) -> &'static str {
        match self {
            Self::Direction => "direction",
            Self::WrongDenominator => "wrong_denominator",
            Self::DecimalSlip => "decimal_slip",
            Self::Truncated => "truncated",
            Self::DroppedDigit => "dropped_digit",
            Self::ExtraDigit => "extra_digit",
            Self::WrongDigit => "wrong_digit",
            Self::SwappedDigits => "swapped_digits",
            Self::Unit => "unit",
            Self::Sign => "sign",
            Self::Copied => "copied",
            Self::PriorYear => "prior_year",
            Self::OtherColumn => "other_column",
            Self::ShiftedColumn => "shifted_column",
            Self::PastedBlock => "pasted_block",
            Self::SwappedRows => "swapped_rows",
            Self::WrongCode => "wrong_code",
            Self::WrongName => "wrong_name",
            Self::MissingPart => "missing_part",
            Self::RepeatedPart => "repeated_part",
            Self::BelowThreshold => "below_threshold",
            Self::Frequency => "frequency",
        }
    }
}

/// A correction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as a command: `将“减少”改为“增加”`.
    pub title: Text,
    /// How sure it is.
    pub certainty: Certainty,
    /// The edits, made together.
    pub edits: Vec<CellEdit>,
}

/// How sure a fix is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Follows from the accounts alone.
    Safe,
    /// Plausible; shown with what it resolves and what it would break.
    Review,
    /// An idea; the user has to decide what to write.
    Hint,
}

impl Certainty {
    /// The stable name in output.
    pub fn key(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Review => "review",
            Self::Hint => "hint",
        }
    }

    /// The name that users see.
    pub fn text(self) -> Text {
        match self {
            Self::Safe => Text::new("可靠", "Safe"),
            Self::Review => Text::new("需复核", "Needs review"),
            Self::Hint => Text::new("建议", "Hint"),
        }
    }
}

/// A fingerprint from the rule and the cells by name, not by position or value, so that it
/// survives edits elsewhere.
///
/// FNV-1a of 64 bits: stable over versions of Rust, and collisions within one document are of no
/// practical concern.
pub fn fingerprint(accounts: &Accounts, rule: RuleCode, places: &[Place]) -> String {
    let mut hash = Hash::of(rule);
    let mut add = |text: &str| hash.add(text);
    for place in places {
        let spec = place.table.spec();
        add(&spec.key);
        add(place.period.pointer());
        if let Some(table) = accounts.table(place.table_ref())
            && let Some(row) = table.rows.get(place.row as usize)
        {
            add(&row.code);
            add(&row.name);
            let id = spec.columns.iter().position(|column| column.key == "id");
            let id = id.and_then(|id| row.cells.get(id)?.words());
            add(id.unwrap_or_default());
            // Rows of one name are told apart by their order.
            let same =
                |other: &&crate::model::Row| other.name == row.name && other.code == row.code;
            if id.is_none() && (row.name.is_empty() || table.rows.len() < 512) {
                let nth = table.rows[..place.row as usize].iter().filter(same).count();
                add(&nth.to_string());
            }
        }
        if let Some(column) = spec.columns.get(usize::from(place.column)) {
            add(&column.key);
        }
    }
    hash.finish()
}

/// A fingerprint from the rule and words, for findings about something that has no cell.
pub fn fingerprint_of_words(rule: RuleCode, words: &str) -> String {
    let mut hash = Hash::of(rule);
    hash.add(words);
    hash.finish()
}

struct Hash(u64);

impl Hash {
    fn of(rule: RuleCode) -> Self {
        let mut hash = Self(0xcbf2_9ce4_8422_2325);
        hash.add(&rule.to_string());
        hash
    }

    fn add(&mut self, text: &str) {
        for byte in text.bytes().chain([0]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(self) -> String {
        format!("{:016x}", self.0)
    }
}
