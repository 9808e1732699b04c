//! An edition of the self-check form and its questions.

use serde::{Deserialize, Serialize};

use crate::kernel::{fault::Fault, ids::TemplateId, text::Title, unit_kind::Area};

/// The id of the district's self-check form.
///
/// # Panics
/// Never: the text is an id.
#[must_use]
pub fn template() -> TemplateId {
    TemplateId::parse("self-check-form").expect("letters and hyphens are an id")
}

/// The name that the form has until somebody gives it another.
pub const FIRST_TITLE: &str = "责任清单运行情况自查表";

/// An edition of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckForm {
    /// The template.
    pub template: TemplateId,
    /// The number of this edition, from 1; a round names the edition that it uses.
    pub edition: u32,
    /// Its name.
    pub title: Title,
    /// The questions, by area and then in the order in which they are asked.
    pub questions: Vec<Question>,
    /// Counts the changes, from 1; an edition has none after the first.
    #[serde(default)]
    pub version: u32,
}

impl CheckForm {
    /// The question with this code.
    #[must_use]
    pub fn question(&self, code: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.code == code)
    }

    /// The questions of an area, in the order in which they are asked.
    pub fn of_area(&self, area: Area) -> impl Iterator<Item = &Question> {
        self.questions.iter().filter(move |question| question.area == area)
    }
}

/// What is asked, and what counts as an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The code, unique in the form, such as `Z1.1`.
    pub code: String,
    /// The area of Art. 6.
    pub area: Area,
    /// The question, at most 200 characters.
    pub text: String,
    /// What an answer looks like.
    pub answer: AnswerKind,
    /// Whether it must be answered.
    pub required: bool,
    /// The proof that is asked for, in words; `None` where none is (无).
    #[serde(default)]
    pub evidence: Option<String>,
    /// What helps to answer; empty where nothing is said.
    #[serde(default)]
    pub hint: String,
}

/// What an answer looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerKind {
    /// 是否: yes or no.
    YesNo,
    /// 分级: 优, 良, 中 or 差.
    Graded,
    /// 数量: a figure that is not negative.
    Count,
    /// 文本: words.
    Text,
    /// 日期: a day.
    Date,
    /// 网址: an address of the web.
    Url,
}

impl AnswerKind {
    /// All kinds.
    pub const ALL: [Self; 6] = [Self::YesNo, Self::Graded, Self::Count, Self::Text, Self::Date, Self::Url];

    /// The word in tables that offices send.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::YesNo => "是否",
            Self::Graded => "分级",
            Self::Count => "数量",
            Self::Text => "文本",
            Self::Date => "日期",
            Self::Url => "网址",
        }
    }

    /// The stored word.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::YesNo => "yes_no",
            Self::Graded => "graded",
            Self::Count => "count",
            Self::Text => "text",
            Self::Date => "date",
            Self::Url => "url",
        }
    }

    /// Reads the word of a table.
    ///
    /// # Errors
    /// [`Fault::Missing`] or [`Fault::Unknown`] with the six words.
    pub fn parse_word(text: &str) -> Result<Self, Fault> {
        let text = text.trim();
        let found = Self::ALL.into_iter().find(|kind| kind.word() == text);
        found.ok_or_else(|| match text.is_empty() {
            true => Fault::Missing,
            false => Fault::Unknown {
                value: text.to_owned(),
                allowed: Self::ALL.map(|kind| kind.word().to_owned()).to_vec(),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_words_are_those_of_serde_and_table_words_are_read_back() {
        for kind in AnswerKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.code());
            assert_eq!(AnswerKind::parse_word(kind.word()), Ok(kind));
        }
        assert_eq!(template().as_str(), "self-check-form");
    }
}
