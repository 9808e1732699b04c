//! Text from people: trimmed, without control characters, of a bounded length that is counted in characters.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::fault::Fault;

/// A text of 1 to `MOST` characters. Line breaks are kept (as `\n`), other control characters are not allowed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Text<const MOST: usize>(String);

/// A name or a heading.
pub type Title = Text<120>;

/// A remark, a reason, an answer.
pub type Note = Text<2000>;

/// A report or a record of a conversation.
pub type LongText = Text<20_000>;

impl<const MOST: usize> Text<MOST> {
    /// The most characters it may have.
    pub const MOST: usize = MOST;

    /// Checks a text.
    ///
    /// # Errors
    /// [`Fault::Missing`] when nothing is left after trimming, [`Fault::TooLong`], or [`Fault::BadCharacter`].
    pub fn parse(text: impl AsRef<str>) -> Result<Self, Fault> {
        checked(text.as_ref(), MOST).map(Self)
    }

    /// Checks a text that may be left out: an empty one is `None`.
    ///
    /// # Errors
    /// As [`Self::parse`], but for [`Fault::Missing`].
    pub fn parse_optional(text: impl AsRef<str>) -> Result<Option<Self>, Fault> {
        match Self::parse(text) {
            Ok(text) => Ok(Some(text)),
            Err(Fault::Missing) => Ok(None),
            Err(fault) => Err(fault),
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<const MOST: usize> TryFrom<String> for Text<MOST> {
    type Error = Fault;

    fn try_from(text: String) -> Result<Self, Fault> {
        Self::parse(text)
    }
}

impl<const MOST: usize> From<Text<MOST>> for String {
    fn from(text: Text<MOST>) -> Self {
        text.0
    }
}

impl<const MOST: usize> fmt::Display for Text<MOST> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The text as it is kept, whatever the most is: one piece of code for texts of every length.
fn checked(text: &str, most: usize) -> Result<String, Fault> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if text.is_empty() {
        return Err(Fault::Missing);
    }
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Err(Fault::BadCharacter);
    }
    let length = text.chars().count();
    if length > most {
        return Err(Fault::TooLong { length, most });
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_text_is_counted_in_characters() {
        assert!(Text::<3>::parse("责任单").is_ok());
        assert_eq!(Text::<3>::parse("责任清单"), Err(Fault::TooLong { length: 4, most: 3 }));
    }

    #[test]
    fn a_text_is_trimmed_of_wide_spaces_too() {
        assert_eq!(Title::parse("\u{3000}责清 \r\n").unwrap().as_str(), "责清");
        assert_eq!(Title::parse("\u{3000}"), Err(Fault::Missing));
        assert_eq!(Title::parse_optional(" "), Ok(None));
    }

    #[test]
    fn line_breaks_stay_and_control_characters_are_refused() {
        assert_eq!(Note::parse("一\r\n二").unwrap().as_str(), "一\n二");
        assert_eq!(Note::parse("一\u{0}二"), Err(Fault::BadCharacter));
    }
}
