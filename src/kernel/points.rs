//! Scores in whole hundredths of a point, as they are written and read. No score is ever a float.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A score, a deduction or a difference, in hundredths of a point.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Points(pub i64);

impl Points {
    /// Reads `91.2`, `91.20` or `-3`: at most two decimals. `None` where it is no such figure.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (negative, digits) = match text.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let is_figure = |text: &str| text.chars().all(|c| c.is_ascii_digit());
        if whole.is_empty() || whole.len() > 9 || part.len() > 2 || !is_figure(whole) || !is_figure(part) {
            return None;
        }
        let whole: i64 = whole.parse().ok()?;
        let part: i64 = format!("{part:0<2}").parse().ok()?;
        let hundredths = whole * 100 + part;
        Some(Self(if negative { -hundredths } else { hundredths }))
    }

    /// As what is added or taken is written: `+2.00`, `−2.00`, and without a sign where it is nothing.
    #[must_use]
    pub fn signed(self) -> String {
        match self.0 {
            0 => self.to_string(),
            1.. => format!("+{self}"),
            ..0 => format!("−{}", Self(self.0.saturating_neg())),
        }
    }
}

impl From<i64> for Points {
    fn from(hundredths: i64) -> Self {
        Self(hundredths)
    }
}

/// Always two decimals, so that figures in a column stand under each other.
impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let hundredths = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", hundredths / 100, hundredths % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_shown_with_two_decimals() {
        assert_eq!(Points(9120).to_string(), "91.20");
        assert_eq!(Points(-5).to_string(), "-0.05");
        assert_eq!(Points(0).to_string(), "0.00");
    }

    #[test]
    fn what_is_added_or_taken_has_its_sign() {
        assert_eq!([200, 5, 0, -5, -200].map(|by| Points(by).signed()), ["+2.00", "+0.05", "0.00", "−0.05", "−2.00"]);
    }

    #[test]
    fn what_is_shown_is_read_back() {
        for hundredths in [-500, -5, 0, 7, 9120, 10_500] {
            assert_eq!(Points::parse(&Points(hundredths).to_string()), Some(Points(hundredths)));
        }
        assert_eq!(Points::parse(" 3 "), Some(Points(300)));
        assert_eq!(Points::parse("3.5"), Some(Points(350)));
    }

    #[test]
    fn what_is_no_figure_of_two_decimals_is_refused() {
        for wrong in ["", "-", ".5", "1.234", "1e3", "１", "1,5", "+1", "9999999999", "1.2.3"] {
            assert_eq!(Points::parse(wrong), None, "{wrong} was taken");
        }
    }
}
