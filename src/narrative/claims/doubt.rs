//! Why it cannot be told what a number states.

use crate::model::Text;

/// Why a number is left undecided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// Its subject is not named, or not one of the tables'.
    Subject,
    /// An average: 人均, 车均.
    Average,
    /// It stands in a reason.
    Reason,
    /// It stands in a description of the use.
    Purpose,
    /// Several subjects share several numbers.
    Respectively,
    /// The whole of a share.
    Whole,
    /// An amount without 元.
    Unit,
    /// Both words for its direction stand before it.
    Direction,
    /// Of another year.
    Year,
    /// It would be a second amount of the same subject.
    Twice,
}

impl Doubt {
    /// In words.
    pub(super) fn text(self) -> Text {
        match self {
            Self::Subject => Text::new(
                "主语不明确，不能确定是哪一项的数",
                "the subject is not clear, so it cannot be told whose figure it is",
            ),
            Self::Average => Text::new(
                "是人均、车均等平均数，表中没有这一项",
                "it is an average per person or per vehicle, which no table has",
            ),
            Self::Reason => Text::new(
                "写在变动原因里，没有对应的表格项目",
                "it stands in a reason and belongs to no cell of the tables",
            ),
            Self::Purpose => Text::new(
                "写在用途说明里，没有对应的表格项目",
                "it stands in a description of a use and belongs to no cell of the tables",
            ),
            Self::Respectively => Text::new(
                "用“分别”并列了几个数，不能确定各属哪一项",
                "several figures are given with “respectively”, so it cannot be told which is whose",
            ),
            Self::Whole => Text::new("没有写明占什么的比重", "of what it is a share is not said"),
            Self::Unit => Text::new(
                "金额缺少“元”，单位不完整",
                "the unit of the amount is not complete",
            ),
            Self::Direction => Text::new(
                "增减两个方向都写着，没有选定",
                "both directions are written, and neither is chosen",
            ),
            Self::Year => Text::new(
                "是其他年度的数，没有可核对的表格",
                "it is a figure of another year, for which there is no table",
            ),
            Self::Twice => Text::new(
                "同一主语后又出现一个金额，不能确定所指",
                "a second amount follows one subject, so it cannot be told what it is",
            ),
        }
    }
}
