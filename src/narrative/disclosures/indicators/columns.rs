//! The columns of a table of indicators, by the words of its head.

use crate::narrative::draft::Cell;

use crate::narrative::disclosures::phrase::any;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// 序号.
    Number,
    /// 一级指标, 指标类别: what indicators are grouped by.
    Group,
    /// 三级指标, 工作项目: what is scored.
    Name,
    /// 分值.
    Weight,
    /// 评分标准.
    Criterion,
    /// 得分.
    Score,
    /// 目标值.
    Required,
    /// 实际完成值.
    Actual,
    /// Anything else.
    Other,
}

/// The head of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    roles: Vec<Role>,
}

impl Columns {
    /// The head that a row is; `None` for any other row.
    pub(super) fn of(cells: &[Cell]) -> Option<Self> {
        let mut roles: Vec<Role> = cells.iter().map(|cell| role(cell.flow.text())).collect();
        if !roles.contains(&Role::Weight) {
            return None;
        }
        if !roles.contains(&Role::Name) {
            // The deepest level of indicators is what is scored.
            let last = roles.iter().rposition(|role| *role == Role::Group)?;
            roles[last] = Role::Name;
        }
        let once = |role: Role| roles.iter().filter(|of| **of == role).count() == 1;
        (roles.len() >= 3 && once(Role::Weight) && once(Role::Name)).then_some(Self { roles })
    }

    /// Whether a column is there.
    pub(super) fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// The cells of a row by their columns; `None` when they cannot be told.
    ///
    /// A row may have lost the cell of its group, which spans the rows above.
    pub(super) fn fit<'a>(&self, cells: &'a [Cell]) -> Option<Fitted<'a, '_>> {
        let fits = |lost: Option<usize>| {
            let fitted = Fitted {
                cells,
                columns: self,
                lost,
            };
            let weight = fitted.text(Role::Weight);
            let is_number = !weight.is_empty()
                && weight
                    .trim_end_matches('分')
                    .bytes()
                    .all(|byte| byte.is_ascii_digit() || byte == b'.');
            (is_number && !fitted.text(Role::Name).is_empty()).then_some(fitted)
        };
        if cells.len() == self.roles.len() {
            return fits(None);
        }
        let group = self.roles.iter().position(|role| *role == Role::Group)?;
        (cells.len() + 1 == self.roles.len()).then(|| fits(Some(group)))?
    }
}

/// A row with its columns.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fitted<'a, 'b> {
    cells: &'a [Cell],
    columns: &'b Columns,
    /// The column whose cell the row has lost.
    lost: Option<usize>,
}

impl<'a> Fitted<'a, '_> {
    /// The cell of a column; of several of one kind the first.
    pub(super) fn cell(&self, role: Role) -> Option<&'a Cell> {
        let at = self.columns.roles.iter().position(|of| *of == role)?;
        let at = match self.lost {
            Some(lost) if at == lost => return None,
            Some(lost) if at > lost => at - 1,
            _ => at,
        };
        self.cells.get(at)
    }

    /// Its words; empty when there is none.
    pub(super) fn text(&self, role: Role) -> &'a str {
        self.cell(role).map_or("", |cell| cell.flow.text())
    }
}

fn role(words: &str) -> Role {
    let has = |of: &[&str]| any(words, of);
    if words.chars().count() > 16 {
        return Role::Other;
    }
    match () {
        () if has(&["序号", "编号"]) => Role::Number,
        () if has(&[
            "评分标准",
            "评价标准",
            "评分细则",
            "计分标准",
            "评分办法",
            "评分依据",
        ]) =>
        {
            Role::Criterion
        }
        () if has(&["得分", "自评分", "评分值"]) || words == "评分" => Role::Score,
        () if has(&["分值", "权重", "标准分", "满分", "分数"]) => Role::Weight,
        () if has(&["实际完成", "完成值", "实际值", "完成情况"]) => Role::Actual,
        () if has(&["目标值", "指标值", "计划值", "预期值"]) => Role::Required,
        () if has(&[
            "三级指标",
            "指标名称",
            "工作项目",
            "评价内容",
            "考核内容",
            "具体指标",
            "指标内容",
        ]) =>
        {
            Role::Name
        }
        () if has(&[
            "一级指标",
            "二级指标",
            "工作指标",
            "指标类别",
            "指标类型",
            "指标分类",
        ]) =>
        {
            Role::Group
        }
        () => Role::Other,
    }
}
