//! The cases that the readers of wording tell apart, and how the table names them.

/// What a row of the table is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Case {
    /// The whole text is a template that nobody filled in.
    TemplateBlank,
    /// `XX`, `____`.
    TemplatePlaceholder,
    /// `下降（增长）`.
    TemplateAlternative,
    /// A sentence that tells the writer what to do.
    TemplateInstruction,
    /// A sentence that may tell the writer what to do.
    TemplateMaybe,
    /// A chart that is announced in brackets.
    TemplateChart,
    /// `PAGEREF _Toc1`.
    StrayCode,
    /// `支出；5.00元`.
    StrayMark,
    /// `，。`.
    StrayPunctuation,
    /// `。。`.
    DoubledPunctuation,
    /// `。。。`.
    DoubledEllipsis,
    /// `服服务`.
    DoubledCharacter,
    /// `项目项目`.
    DoubledWord,
    /// A word for another.
    TypoWord,
    /// Good style says it otherwise.
    TypoUsage,
    /// Perhaps a word for another.
    TypoMaybe,
    /// A heading with a character lost.
    TypoHeading,
    /// `20209月`.
    TypoDate,
    /// The year of a title.
    YearTitle,
    /// `截至2024年12月31日`.
    YearDate,
    /// The year of which a sentence speaks.
    YearBody,
    /// The year that a sentence compares with.
    PriorYear,
    /// The department's name in a title.
    DepartmentTitle,
    /// The department's name in a sentence.
    DepartmentBody,
    /// Who issued a notice, where the text names two.
    Issuer,
    /// The number of a notice in square brackets.
    NumberBrackets,
    /// The same number in two forms.
    NumberDiffers,
    /// An amount without 元.
    UnitMissing,
    /// An amount in another unit than all others.
    UnitMixed,
    /// `0万元` among amounts in 元.
    ZeroUnit,
    /// An item of a list whose official name is another.
    NameItem,
    /// The name of a part for its class.
    NameParent,
    /// A number of the headings is missing.
    SectionGap,
    /// A number of the headings comes twice.
    SectionRepeated,
    /// A section of the contents that the text does not have.
    SectionMissing,
    /// A table of the contents that the text does not have.
    SectionTable,
    /// A section that has another number than in the contents.
    SectionRenumbered,
    /// A section that the edition has and the text does not.
    SectionExpected,
    /// Sections in another order than in the edition.
    SectionOrder,
    /// 公务用车购置费 is not stated apart.
    DisclosurePurchase,
    /// How many vehicles were bought.
    DisclosureBought,
    /// 公务用车保有量.
    DisclosureFleet,
    /// 公务接待批次.
    DisclosureBatches,
    /// 公务接待人次.
    DisclosureGuests,
    /// 因公出国团组.
    DisclosureMissions,
    /// 因公出国人次.
    DisclosureTravellers,
    /// An empty table without a word why.
    EmptyTable,
    /// An empty table of which the text states amounts.
    EmptyButStated,
}

impl Case {
    /// All of them.
    pub(super) const ALL: [Self; 48] = [
        Self::TemplateBlank,
        Self::TemplatePlaceholder,
        Self::TemplateAlternative,
        Self::TemplateInstruction,
        Self::TemplateMaybe,
        Self::TemplateChart,
        Self::StrayCode,
        Self::StrayMark,
        Self::StrayPunctuation,
        Self::DoubledPunctuation,
        Self::DoubledEllipsis,
        Self::DoubledCharacter,
        Self::DoubledWord,
        Self::TypoWord,
        Self::TypoUsage,
        Self::TypoMaybe,
        Self::TypoHeading,
        Self::TypoDate,
        Self::YearTitle,
        Self::YearDate,
        Self::YearBody,
        Self::PriorYear,
        Self::DepartmentTitle,
        Self::DepartmentBody,
        Self::Issuer,
        Self::NumberBrackets,
        Self::NumberDiffers,
        Self::UnitMissing,
        Self::UnitMixed,
        Self::ZeroUnit,
        Self::NameItem,
        Self::NameParent,
        Self::SectionGap,
        Self::SectionRepeated,
        Self::SectionMissing,
        Self::SectionTable,
        Self::SectionRenumbered,
        Self::SectionExpected,
        Self::SectionOrder,
        Self::DisclosurePurchase,
        Self::DisclosureBought,
        Self::DisclosureFleet,
        Self::DisclosureBatches,
        Self::DisclosureGuests,
        Self::DisclosureMissions,
        Self::DisclosureTravellers,
        Self::EmptyTable,
        Self::EmptyButStated,
    ];

    /// Kind and case, as the data names them.
    pub(super) const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::TemplateBlank => ("template", "blank"),
            Self::TemplatePlaceholder => ("template", "placeholder"),
            Self::TemplateAlternative => ("template", "alternative"),
            Self::TemplateInstruction => ("template", "instruction"),
            Self::TemplateMaybe => ("template", "maybe"),
            Self::TemplateChart => ("template", "chart"),
            Self::StrayCode => ("stray", "code"),
            Self::StrayMark => ("stray", "mark"),
            Self::StrayPunctuation => ("stray", "punctuation"),
            Self::DoubledPunctuation => ("doubled", "punctuation"),
            Self::DoubledEllipsis => ("doubled", "ellipsis"),
            Self::DoubledCharacter => ("doubled", "character"),
            Self::DoubledWord => ("doubled", "word"),
            Self::TypoWord => ("typo", "word"),
            Self::TypoUsage => ("typo", "usage"),
            Self::TypoMaybe => ("typo", "maybe"),
            Self::TypoHeading => ("typo", "heading"),
            Self::TypoDate => ("typo", "date"),
            Self::YearTitle => ("year", "title"),
            Self::YearDate => ("year", "date"),
            Self::YearBody => ("year", "body"),
            Self::PriorYear => ("prior_year", "base"),
            Self::DepartmentTitle => ("department", "title"),
            Self::DepartmentBody => ("department", "body"),
            Self::Issuer => ("issuer", "differs"),
            Self::NumberBrackets => ("number_form", "brackets"),
            Self::NumberDiffers => ("number_form", "differs"),
            Self::UnitMissing => ("unit", "missing"),
            Self::UnitMixed => ("unit", "mixed"),
            Self::ZeroUnit => ("zero_unit", "wan"),
            Self::NameItem => ("name", "item"),
            Self::NameParent => ("name", "parent"),
            Self::SectionGap => ("section", "gap"),
            Self::SectionRepeated => ("section", "repeated"),
            Self::SectionMissing => ("section", "missing"),
            Self::SectionTable => ("section", "table"),
            Self::SectionRenumbered => ("section", "renumbered"),
            Self::SectionExpected => ("section", "expected"),
            Self::SectionOrder => ("section", "order"),
            Self::DisclosurePurchase => ("disclosure", "purchase"),
            Self::DisclosureBought => ("disclosure", "bought"),
            Self::DisclosureFleet => ("disclosure", "fleet"),
            Self::DisclosureBatches => ("disclosure", "batches"),
            Self::DisclosureGuests => ("disclosure", "guests"),
            Self::DisclosureMissions => ("disclosure", "missions"),
            Self::DisclosureTravellers => ("disclosure", "travellers"),
            Self::EmptyTable => ("statement", "empty_table"),
            Self::EmptyButStated => ("statement", "empty_but_stated"),
        }
    }

    /// `kind.case`, by which the data sets the level.
    pub(super) fn key(self) -> String {
        let (kind, case) = self.names();
        format!("{kind}.{case}")
    }

    /// Whether what is found is stated and compared by the rule, not a flaw in itself.
    pub(super) fn is_statement(self) -> bool {
        matches!(self.names().0, "year" | "prior_year" | "department")
    }
}
