//! What a chart says, before it is known how large it will be.

use rust_decimal::Decimal;

use crate::compare::{Change, Spot};
use crate::model::Text;
use crate::relation::Quantity;
use crate::rules::Level;

use super::layout::Fill;

/// A chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// The stable name, for identifiers and file names.
    pub key: String,
    /// What it shows.
    pub title: Text,
    /// Whose figures they are: department, year, table.
    pub source: Text,
    /// How it is drawn.
    pub form: Form,
    /// The forms that it can be drawn in; a whole with negative parts makes no ring.
    pub forms: Vec<Form>,
    /// What the points of a row are, in their order: 决算数, or 上年数 and 决算数, or years.
    pub series: Vec<Text>,
    /// What the parts make up, if they make up something.
    pub whole: Option<Row>,
    /// What is drawn; nothing when there is nothing to draw, and then the notes say why.
    pub rows: Vec<Row>,
    /// What is not drawn and has to be said: zeros, gaps, contradictions.
    pub notes: Vec<Text>,
}

/// How a chart is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// A bar a row.
    Bars,
    /// A ring of the parts around their total.
    Ring,
    /// Two bars a row: what it was and what it is.
    Pairs,
    /// From what it was, by what went up and down, to what it is.
    Waterfall,
    /// Points over years, joined by a line.
    Line,
}

/// A category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The printed name.
    pub name: Text,
    /// What it is to the whole.
    pub role: Role,
    /// One a series; `None` where no amount is known.
    pub points: Vec<Option<Point>>,
    /// Its share of the whole in percent, rounded to two decimals.
    pub share: Option<Decimal>,
    /// The change from the first to the last point.
    pub change: Option<Change>,
    /// The most serious open finding about it.
    pub mark: Option<Mark>,
}

/// What a row is to the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The total.
    Whole,
    /// One of its parts.
    Part,
    /// What the parts leave of the whole: no row of the table.
    Rest,
}

/// An amount that is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// The amount.
    pub quantity: Quantity,
    /// Where it is printed, or the statement that it follows from.
    pub spot: Option<Spot>,
    /// 推算: the arithmetic that gives it; `None` when it is printed.
    pub implied: Option<Text>,
}

/// The most serious open finding about a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its index in the review.
    pub finding: usize,
    /// Its level.
    pub level: Level,
}

impl Form {
    /// The name that users see.
    pub fn text(self) -> Text {
        match self {
            Self::Bars => Text::new("条形图", "Bars"),
            Self::Ring => Text::new("环形图", "Ring"),
            Self::Pairs => Text::new("对比图", "Pairs"),
            Self::Waterfall => Text::new("瀑布图", "Waterfall"),
            Self::Line => Text::new("折线图", "Line"),
        }
    }

    /// The stable name in file names.
    pub fn key(self) -> &'static str {
        match self {
            Self::Bars => "bars",
            Self::Ring => "ring",
            Self::Pairs => "pairs",
            Self::Waterfall => "waterfall",
            Self::Line => "line",
        }
    }
}

impl Chart {
    /// The same in another form, if it can be drawn in it.
    #[must_use]
    pub fn in_form(mut self, form: Form) -> Self {
        if self.forms.contains(&form) {
            self.form = form;
        }
        self
    }

    /// Whether there is nothing to draw.
    pub fn is_empty(&self) -> bool {
        match self.form {
            Form::Bars | Form::Ring | Form::Line => self.rows.is_empty(),
            Form::Pairs | Form::Waterfall => self.rows.is_empty() && self.whole.is_none(),
        }
    }

    /// Whether any amount in it is implied.
    pub fn has_implied(&self) -> bool {
        let rows = self.rows.iter().chain(&self.whole);
        rows.flat_map(|row| &row.points)
            .flatten()
            .any(|point| point.implied.is_some())
    }

    /// What the colours stand for, where that is not written beside them: colour, whether hatched, name.
    pub fn legend(&self) -> Vec<(Fill, bool, Text)> {
        let implied = Text::new("推算", "implied");
        let mut items = match self.form {
            Form::Bars | Form::Ring | Form::Line => Vec::new(),
            Form::Pairs => {
                let fills = [Fill::Neutral, Fill::Series(0)];
                let series = fills.into_iter().zip(&self.series);
                series
                    .map(|(fill, name)| (fill, false, name.clone()))
                    .collect()
            }
            Form::Waterfall => [
                (Fill::Up, true, Text::new("增加", "more")),
                (Fill::Down, false, Text::new("减少", "less")),
            ]
            .into_iter()
            .filter(|(_, more, _)| self.has_steps(*more))
            .map(|(fill, _, name)| (fill, false, name))
            .collect(),
        };
        if self.has_implied() && !self.is_empty() {
            items.push((Fill::Neutral, true, implied));
        }
        items
    }

    /// Whether any part became more, or less.
    fn has_steps(&self, more: bool) -> bool {
        let changes = self
            .rows
            .iter()
            .filter_map(|row| row.change.as_ref()?.amount);
        changes
            .filter(|amount| !amount.value.is_zero())
            .any(|amount| amount.value.is_sign_positive() == more)
    }

    /// A name for a file of it, without an ending: `gouji-expenditure-by-nature-ring`.
    pub fn file_stem(&self) -> String {
        format!("gouji-{}-{}", self.key, self.form.key())
    }
}

impl Row {
    /// The cell to go to: that of its last point that is printed, else of what it follows from.
    pub fn spot(&self) -> Option<Spot> {
        let points = || self.points.iter().flatten().rev();
        points()
            .find(|point| point.implied.is_none() && point.spot.is_some())
            .or_else(|| points().next())?
            .spot
    }

    /// Its last point.
    pub fn last(&self) -> Option<&Point> {
        self.points.last()?.as_ref()
    }
}
