//! How amounts are shown: as printed, in 元 or in 万元.

use crate::model::{Printed, Text, Unit, fixed, grouped};
use crate::relation::Quantity;
use crate::ui::layout::ShownUnit;

/// A printed number as the window shows it.
///
/// `home` is the unit that the column's head names; a number in another one carries its own.
pub(crate) fn shown_amount(
    printed: &Printed,
    decimals: u8,
    home: Unit,
    shown: ShownUnit,
) -> String {
    match shown.unit().filter(|_| printed.unit.is_money()) {
        None => {
            let decimals = if printed.unit == home {
                decimals.max(printed.decimals)
            } else {
                printed.decimals
            };
            let digits = grouped(printed.value, u32::from(decimals));
            if printed.unit == home {
                digits
            } else {
                format!("{digits} {}", printed.unit.printed())
            }
        }
        Some(unit) => match printed
            .base_value()
            .and_then(|base| base.checked_div(unit.factor()))
        {
            Some(value) => grouped(value, 2),
            None => fixed(printed.value, u32::from(printed.decimals)),
        },
    }
}

/// An amount in words, in the unit that is shown where it is money. All of its digits stay: it may be part of a formula.
pub(crate) fn shown_quantity(quantity: &Quantity, shown: ShownUnit) -> Text {
    let in_unit = |unit: Unit| {
        let base = quantity.value.checked_mul(quantity.unit.factor())?;
        Some(Quantity {
            value: base.checked_div(unit.factor())?,
            unit,
            decimals: (quantity.decimals + unit.exponent())
                .saturating_sub(quantity.unit.exponent()),
        })
    };
    let unit = shown
        .unit()
        .filter(|unit| quantity.unit.is_money() && *unit != quantity.unit);
    unit.and_then(in_unit).unwrap_or(*quantity).text()
}

/// The unit that the head of a column of amounts names.
pub(crate) fn head_unit(home: Unit, shown: ShownUnit) -> Unit {
    shown.unit().filter(|_| home.is_money()).unwrap_or(home)
}

/// What was typed, with the unit that the reader sees where none was typed.
///
/// A number that is typed into a table shown in 万元 means 万元, whatever the file prints.
pub(crate) fn with_shown_unit(text: &str, home: Unit, shown: ShownUnit) -> String {
    let bare = crate::model::Amount::parse(text).is_ok_and(|amount| amount.unit.is_none());
    match shown.unit() {
        Some(unit) if bare && home.is_money() && unit != home => {
            format!("{text}{}", unit.printed())
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Amount;

    fn printed(text: &str, unit: Unit) -> Printed {
        let amount = Amount::parse(text).unwrap();
        Printed {
            value: amount.value,
            unit: amount.unit.unwrap_or(unit),
            decimals: u8::try_from(amount.decimals).unwrap(),
            own_unit: amount.unit.is_some(),
            as_text: true,
        }
    }

    #[test]
    fn amounts_keep_their_decimals_and_name_another_unit() {
        let zero = printed("0万元", Unit::Yuan);
        assert_eq!(
            shown_amount(&zero, 2, Unit::Yuan, ShownUnit::AsPrinted),
            "0 万元"
        );
        let amount = printed("1234.5", Unit::Yuan);
        assert_eq!(
            shown_amount(&amount, 2, Unit::Yuan, ShownUnit::AsPrinted),
            "1,234.50"
        );
        assert_eq!(
            shown_amount(&amount, 2, Unit::Yuan, ShownUnit::WanYuan),
            "0.12"
        );
    }

    #[test]
    fn a_typed_number_means_the_unit_that_is_shown() {
        assert_eq!(
            with_shown_unit("12.3", Unit::Yuan, ShownUnit::WanYuan),
            "12.3万元"
        );
        assert_eq!(
            with_shown_unit("12.3元", Unit::Yuan, ShownUnit::WanYuan),
            "12.3元"
        );
        assert_eq!(
            with_shown_unit("12.3", Unit::Yuan, ShownUnit::AsPrinted),
            "12.3"
        );
        assert_eq!(with_shown_unit("一", Unit::Yuan, ShownUnit::WanYuan), "一");
    }
}
