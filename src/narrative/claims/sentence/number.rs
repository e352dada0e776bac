//! What a number is by the words since the one before it.

use crate::narrative::claims::doubt::Doubt;
use crate::narrative::claims::parts;
use crate::narrative::claims::token::Base;
use crate::narrative::number::NumberUnit;

use super::{Role, Sentences, TurnWord};

impl Sentences<'_> {
    pub(super) fn number(&mut self, at: usize, number: usize) {
        let of = &self.numbers[number];
        if of.other.is_some() {
            return;
        }
        if !self.counts(number) {
            return;
        }
        if self.of_clause == Some(Doubt::Average) {
            return self.leave(number, Doubt::Average);
        }
        if let Some(doubt) = self.of_clause {
            // What the next clauses add to it is not the earlier subject's either.
            (self.current, self.heading) = (None, None);
            return self.leave(number, doubt);
        }
        // A change against another year is one all the same.
        let other_year = self.of_sentence == Some(Doubt::Year) && self.turn.is_some();
        if let Some(doubt) = self.of_sentence.filter(|_| !other_year) {
            return self.leave(number, doubt);
        }
        if of.unit == NumberUnit::Other {
            return self.leave(number, Doubt::Unit);
        }
        let money = of.is_money();
        let turn = self.turn.take();
        let done = match (turn, self.role) {
            (Some(turn), _) => self.change(number, turn, money),
            (None, Role::Share) if !money => self.share(number),
            (None, Role::Done) if !money => self.completion(number),
            (None, Role::Base(base)) if money => self.base_amount(number, base),
            // 为年初预算的98%.
            (None, Role::Base(base)) if base != Base::Prior => {
                self.done_base = Some(base);
                self.completion(number)
            }
            // 完成年初预算1,900万元的105%: the budget, then the rate.
            (None, Role::Done) => match self.done_base {
                Some(base) => self
                    .base_amount(number, base)
                    .map(|()| self.role = Role::Done),
                None => Err(Doubt::Subject),
            },
            // 2023年度支出4万元 below a heading that says whose.
            (None, Role::Unknown) if money && self.current.is_none() && self.heading.is_some() => {
                self.amount(number, self.tokens[at].range.start)
            }
            // 占90%，为9万元: the share, then the amount that has it.
            (None, Role::Unknown) if money && self.is_amount_of_share(number) => {
                self.amount(number, self.tokens[at].range.start)
            }
            (None, Role::Amount) if money => self.amount(number, self.tokens[at].range.start),
            _ => Err(Doubt::Subject),
        };
        if let Err(doubt) = done {
            self.leave(number, doubt);
        }
    }

    /// Whether 为 stands between a number and the share before it, whose amount is still to come.
    fn is_amount_of_share(&self, number: usize) -> bool {
        let Some(frame) = self.current.map(|at| &self.frames[at]) else {
            return false;
        };
        let before = number.checked_sub(1);
        let follows = frame.share.is_some() && frame.share == before;
        let between = before.map(|before| {
            let (from, to) = (&self.numbers[before].range, &self.numbers[number].range);
            self.text.get(from.end..to.start)
        });
        let said = between.flatten().is_some_and(|words| {
            matches!(words.trim(), "，为" | "，计" | "，金额为" | "，即" | "为")
        });
        frame.amount.is_none() && frame.paragraph == self.paragraph && follows && said
    }

    /// Whether a number is one of money or a percentage; a bare one may be one without its sign.
    fn counts(&self, number: usize) -> bool {
        let of = &self.numbers[number];
        let printed = &self.text[of.range.clone()];
        if of.is_money() || of.is_percent() {
            return true;
        }
        match of.unit {
            NumberUnit::None => {
                printed.contains('.')
                    && (self.turn.is_some() || matches!(self.role, Role::Share | Role::Done))
            }
            NumberUnit::Other => printed.ends_with(['万', '亿']),
            NumberUnit::Unit(_) | NumberUnit::Points => false,
        }
    }

    fn change(&mut self, number: usize, turn: TurnWord, money: bool) -> Result<(), Doubt> {
        let base = self.base_now();
        let comparison = self.frame().ok_or(Doubt::Subject)?.against(base);
        if turn.either_way && (money || comparison.direction.is_none()) {
            return Err(Doubt::Direction);
        }
        let (slot, word) = if money {
            (&mut comparison.change, &mut comparison.direction)
        } else if comparison.direction.is_none() {
            (&mut comparison.rate, &mut comparison.direction)
        } else {
            (&mut comparison.rate, &mut comparison.rate_direction)
        };
        if slot.is_some() {
            return Err(Doubt::Twice);
        }
        *slot = Some(number);
        if word.is_none() && !turn.either_way {
            *word = Some(turn.word);
        }
        self.role = Role::Unknown;
        Ok(())
    }

    fn share(&mut self, number: usize) -> Result<(), Doubt> {
        self.role = Role::Unknown;
        let of = self.of.take();
        let at = self.current.ok_or(Doubt::Subject)?;
        // Unnamed, it is of what the figure is a part of: in the sentence, else in the section.
        let whole = || {
            let here = self.frames[at].whole;
            let mut section = (self.section..self.first).rev();
            let key = &self.frames[at].key;
            // 人员经费占基本支出的80%；公用经费占20%: of what the one beside it is a part of.
            let beside = self.frames[self.first..].iter().rev();
            let mut beside = beside.filter_map(|frame| frame.of.as_deref());
            if here.is_none()
                && let Some(of) = beside.find(|of| parts::kind(of, key).is_some())
            {
                return Some(of.to_owned());
            }
            let stated = here
                .or_else(|| section.find(|of| parts::kind(&self.frames[*of].key, key).is_some()));
            Some(self.frames[stated?].key.clone())
        };
        let of = of.or_else(whole);
        let frame = &mut self.frames[at];
        if frame.share.is_some() {
            return Err(Doubt::Twice);
        }
        frame.of = Some(of.filter(|of| *of != frame.key).ok_or(Doubt::Whole)?);
        frame.share = Some(number);
        Ok(())
    }

    fn completion(&mut self, number: usize) -> Result<(), Doubt> {
        self.role = Role::Unknown;
        let base = self
            .done_base
            .or_else(|| self.base.filter(|base| *base != Base::Prior));
        let frame = self.frame().ok_or(Doubt::Subject)?;
        let comparison = frame.against(base.or(Some(Base::Budget)));
        if comparison.completion.is_some() {
            return Err(Doubt::Twice);
        }
        comparison.completion = Some(number);
        Ok(())
    }

    fn base_amount(&mut self, number: usize, base: Base) -> Result<(), Doubt> {
        self.role = Role::Unknown;
        let comparison = self.frame().ok_or(Doubt::Subject)?.against(Some(base));
        if comparison.amount.is_some() {
            return Err(Doubt::Twice);
        }
        comparison.amount = Some(number);
        Ok(())
    }

    fn amount(&mut self, number: usize, at: usize) -> Result<(), Doubt> {
        let fresh = std::mem::take(&mut self.fresh);
        self.role = Role::Unknown;
        let frame = self.frame().ok_or(Doubt::Subject)?;
        if frame.amount.is_some() {
            if !fresh {
                return Err(Doubt::Twice);
            }
            let key = frame.key.clone();
            self.open_frame(key, None, at);
        }
        if let Some(frame) = self.frame() {
            frame.amount = Some(number);
        }
        Ok(())
    }

    pub(super) fn leave(&mut self, number: usize, doubt: Doubt) {
        let of = &self.numbers[number];
        let amount = of.is_money() || of.is_percent() || doubt == Doubt::Unit;
        if amount && of.other.is_none() {
            self.doubts.push((number, doubt));
        }
    }
}
