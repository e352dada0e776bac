//! Days since 1900 as dates.

/// The date or time of a serial number, as ISO 8601: `2024-05-31`, `2024-05-31T12:30:00`, and a
/// time alone below one day. `None` outside the years 1900 to 9999.
pub(super) fn from_serial(serial: f64, is_1904: bool) -> Option<String> {
    let (days, seconds) = split(serial)?;
    let time = clock(seconds);
    if days == 0 && !is_1904 {
        return Some(time);
    }
    // Excel counts a 29 February 1900 that never was; days before it are one off.
    let since_1970 = match days {
        _ if is_1904 => days - 24_107,
        60 => return Some("1900-02-29".to_owned()),
        1..60 => days - 25_568,
        _ => days - 25_569,
    };
    let (year, month, day) = civil(since_1970);
    if !(1900..=9999).contains(&year) {
        return None;
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    Some(if seconds == 0 {
        date
    } else {
        format!("{date}T{time}")
    })
}

/// A length of time, as ISO 8601: `PT36H30M0S`.
pub(super) fn duration(serial: f64) -> Option<String> {
    let (days, seconds) = split(serial)?;
    let hours = days * 24 + seconds / 3600;
    Some(format!("PT{hours}H{}M{}S", seconds / 60 % 60, seconds % 60))
}

/// Whole days, and seconds of the day rounded.
fn split(serial: f64) -> Option<(i64, i64)> {
    if !(0.0..2_958_466.0).contains(&serial) {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "both are below three million, as was just asked"
    )]
    let (days, seconds) = (
        serial.trunc() as i64,
        (serial.fract() * 86_400.0).round() as i64,
    );
    Some((days + seconds / 86_400, seconds % 86_400))
}

fn clock(seconds: i64) -> String {
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    format!("{hours:02}:{minutes:02}:{:02}", seconds % 60)
}

/// Year, month and day of a count of days since 1970, by the calendar's 400-year cycle.
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let cycle = shifted.div_euclid(146_097);
    let day_of_cycle = shifted.rem_euclid(146_097);
    let year_of_cycle =
        (day_of_cycle - day_of_cycle / 1460 + day_of_cycle / 36_524 - day_of_cycle / 146_096) / 365;
    let day_of_year =
        day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (
        cycle * 400 + year_of_cycle + i64::from(month <= 2),
        month,
        day,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serial_numbers_are_dates() {
        let date = |serial| from_serial(serial, false).unwrap();
        assert_eq!(date(45_443.0), "2024-05-31");
        assert_eq!(date(45_443.5), "2024-05-31T12:00:00");
        assert_eq!(date(1.0), "1900-01-01");
        assert_eq!(date(59.0), "1900-02-28");
        assert_eq!(date(60.0), "1900-02-29");
        assert_eq!(date(61.0), "1900-03-01");
        assert_eq!(date(0.75), "18:00:00");
        assert_eq!(date(2_958_465.0), "9999-12-31");
        assert_eq!(from_serial(43_981.0, true).unwrap(), "2024-05-31");
        assert_eq!(from_serial(0.0, true).unwrap(), "1904-01-01");
        assert_eq!(from_serial(-1.0, false), None);
        assert_eq!(from_serial(f64::NAN, false), None);
        assert_eq!(from_serial(2_958_466.0, false), None);
        assert_eq!(duration(1.5).unwrap(), "PT36H0M0S");
    }
}
