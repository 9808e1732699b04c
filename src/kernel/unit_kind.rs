//! The four kinds of inspected units (Art. 5) and the six content areas (Art. 6).

use serde::{Deserialize, Serialize};

use super::fault::Fault;

/// The kind of an inspected unit (Art. 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// 街道办事处.
    Subdistrict,
    /// 区直单位.
    Department,
    /// 垂直管理部门.
    VerticalAgency,
    /// 法律法规授权组织.
    AuthorisedOrganisation,
}

impl UnitKind {
    /// All kinds in the order of Art. 5.
    pub const ALL: [Self; 4] =
        [Self::Subdistrict, Self::Department, Self::VerticalAgency, Self::AuthorisedOrganisation];

    /// The stored word, also the stratum of a draw and the `kind` of a ranking.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Subdistrict => "subdistrict",
            Self::Department => "department",
            Self::VerticalAgency => "vertical_agency",
            Self::AuthorisedOrganisation => "authorised_organisation",
        }
    }

    /// The word of Art. 5, as it stands in tables that offices send.
    #[must_use]
    pub const fn article_word(self) -> &'static str {
        match self {
            Self::Subdistrict => "街道办事处",
            Self::Department => "区直单位",
            Self::VerticalAgency => "垂直管理部门",
            Self::AuthorisedOrganisation => "法律法规授权组织",
        }
    }

    /// Reads the word of Art. 5.
    ///
    /// # Errors
    /// [`Fault::Missing`] or [`Fault::Unknown`] with the four words.
    pub fn parse_article_word(text: &str) -> Result<Self, Fault> {
        let text = text.trim();
        let found = Self::ALL.into_iter().find(|kind| kind.article_word() == text);
        found.ok_or_else(|| match text.is_empty() {
            true => Fault::Missing,
            false => Fault::Unknown {
                value: text.to_owned(),
                allowed: Self::ALL.map(|kind| kind.article_word().to_owned()).to_vec(),
            },
        })
    }

    /// The kind with this stored word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// One of the six content areas (Art. 6), the spine of every form, sheet, finding and chart. Stored as its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum Area {
    /// ① 公示.
    Disclosure,
    /// ② 落实.
    Fulfilment,
    /// ③ 动态调整.
    Adjustment,
    /// ④ 事中事后监管.
    OngoingOversight,
    /// ⑤ 服务承诺.
    ServicePledges,
    /// ⑥ 其他.
    Other,
}

impl Area {
    /// All areas in the order of Art. 6.
    pub const ALL: [Self; 6] = [
        Self::Disclosure,
        Self::Fulfilment,
        Self::Adjustment,
        Self::OngoingOversight,
        Self::ServicePledges,
        Self::Other,
    ];

    /// The number of the area in Art. 6, from 1 to 6.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::Disclosure => 1,
            Self::Fulfilment => 2,
            Self::Adjustment => 3,
            Self::OngoingOversight => 4,
            Self::ServicePledges => 5,
            Self::Other => 6,
        }
    }

    /// How Art. 6 heads the area in tables that offices send, such as `（一）责任清单公示`.
    #[must_use]
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Disclosure => "（一）责任清单公示",
            Self::Fulfilment => "（二）责任清单落实",
            Self::Adjustment => "（三）动态调整",
            Self::OngoingOversight => "（四）事中事后监管",
            Self::ServicePledges => "（五）服务承诺落实",
            Self::Other => "（六）其他情况",
        }
    }

    /// Reads a heading in either width of brackets. Without the number the name alone counts; with it, the number
    /// does, for offices shorten the names.
    ///
    /// # Errors
    /// [`Fault::Missing`] or [`Fault::Unknown`] with the six headings.
    pub fn parse_heading(text: &str) -> Result<Self, Fault> {
        let text = text.trim().replace('(', "（").replace(')', "）");
        let means = |area: &Self| {
            let (number, name) = area.heading().split_at("（一）".len());
            text.starts_with(number) || text == name
        };
        let found = Self::ALL.into_iter().find(means);
        found.ok_or_else(|| match text.is_empty() {
            true => Fault::Missing,
            false => Fault::Unknown {
                value: text.clone(),
                allowed: Self::ALL.map(|area| area.heading().to_owned()).to_vec(),
            },
        })
    }
}

/// A number that is not one of the six.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an area is a number from 1 to 6")]
pub struct NoSuchArea;

impl TryFrom<u8> for Area {
    type Error = NoSuchArea;

    fn try_from(number: u8) -> Result<Self, NoSuchArea> {
        Self::ALL.into_iter().find(|area| area.number() == number).ok_or(NoSuchArea)
    }
}

impl From<Area> for u8 {
    fn from(area: Area) -> Self {
        area.number()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_words_are_those_of_serde() {
        for kind in UnitKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.code());
            assert_eq!(UnitKind::from_code(kind.code()), Some(kind));
        }
    }

    #[test]
    fn a_heading_is_read_by_its_number_or_its_name() {
        for area in Area::ALL {
            assert_eq!(Area::parse_heading(area.heading()), Ok(area));
        }
        assert_eq!(Area::parse_heading("(三) 调整"), Ok(Area::Adjustment));
        assert_eq!(Area::parse_heading("动态调整"), Ok(Area::Adjustment));
        assert_eq!(Area::parse_heading(""), Err(Fault::Missing));
        assert!(Area::parse_heading("（七）").is_err());
    }

    #[test]
    fn areas_are_stored_by_number() {
        assert_eq!(serde_json::to_string(&Area::ALL).unwrap(), "[1,2,3,4,5,6]");
        assert!(serde_json::from_str::<Area>("7").is_err());
    }
}
