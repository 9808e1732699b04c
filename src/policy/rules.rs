//! Reading the form of the settings. Pure.

use crate::kernel::fault::Fault;

/// The most years that can be set: longer than anybody works.
pub const MOST_YEARS: u16 = 60;

/// For how many years a former post recuses; an empty text means for ever.
///
/// # Errors
/// [`Fault::NotANumber`], or [`Fault::OutOfRange`] outside 1 to [`MOST_YEARS`].
pub fn parse_years(text: &str) -> Result<Option<u16>, Fault> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let outside = || Fault::OutOfRange { low: "1".to_owned(), high: MOST_YEARS.to_string() };
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse::<u16>() {
        Ok(years) if (1..=MOST_YEARS).contains(&years) => Ok(Some(years)),
        Ok(_) => Err(outside()),
        Err(_) if is_number => Err(outside()),
        Err(_) => Err(Fault::NotANumber),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_means_for_ever_and_nobody_is_recused_for_no_year() {
        assert_eq!(parse_years("  "), Ok(None));
        assert_eq!(parse_years(" 5 "), Ok(Some(5)));
        assert_eq!(parse_years("60"), Ok(Some(60)));
        for outside in ["0", "61", "99999999"] {
            assert!(matches!(parse_years(outside), Err(Fault::OutOfRange { .. })), "{outside}");
        }
        for text in ["-1", "3.5", "三"] {
            assert_eq!(parse_years(text), Err(Fault::NotANumber), "{text}");
        }
    }
}
