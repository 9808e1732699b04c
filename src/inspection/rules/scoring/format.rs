//! The exchange format of scores: the sheet, the entries and the result, as they are exported, hashed and read again.
//!
//! Reading refuses unknown keys; bounds are not part of it but of [`compute`](super::compute).

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

/// A score sheet: what is scored, area by area, and how far the adjustment of area ⑥ may go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    /// The content areas (Art. 6), in the order in which they are shown.
    pub areas: Vec<SheetArea>,
    /// How far bonuses and penalties together may move the total, in 1/100 point, 0 to
    /// [`LARGEST_ADJUSTMENT`](super::LARGEST_ADJUSTMENT).
    pub adjustment_cap: i64,
}

/// One content area of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SheetArea {
    /// The number of the area, unique in the sheet (①–⑥ of Art. 6 by default), within
    /// ±[`EXACT_INTEGER`](crate::kernel::canonical::EXACT_INTEGER).
    pub id: i64,
    /// The area's indicators, in the order in which they are scored.
    pub indicators: Vec<Indicator>,
}

/// One line of the sheet that a scorer fills in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RawIndicator")]
pub struct Indicator {
    /// The code, unique in the whole sheet.
    pub code: String,
    /// How it is scored.
    #[serde(flatten)]
    pub kind: IndicatorKind,
}

/// How an indicator is scored. All numbers are 1/100 point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum IndicatorKind {
    /// 扣分: each event takes `per_event` from `max`, together at most `cap`.
    Deduct {
        /// The full score.
        max: i64,
        /// What one event takes.
        per_event: i64,
        /// What all events together take at most; above `max` it never binds, for nothing goes below 0.
        cap: i64,
    },
    /// The scorer takes an amount between two bounds from `max`.
    Range {
        /// The full score.
        max: i64,
        /// The least that may be taken.
        low: i64,
        /// The most that may be taken, itself at most `max`.
        high: i64,
    },
    /// 分档: the scorer chooses one of the listed values.
    Tier {
        /// The full score.
        max: i64,
        /// The values to choose from, each at most `max`, in the order shown; one below 0 counts as 0.
        values: Vec<i64>,
    },
    /// 是否: yes gives `max`, no gives 0.
    YesNo {
        /// The full score.
        max: i64,
    },
    /// 加分 (area ⑥): each event adds `per_event` to the adjustment, together at most `cap`.
    Bonus {
        /// What one event adds.
        per_event: i64,
        /// What all events together add at most.
        cap: i64,
    },
    /// 倒扣 (area ⑥): each event takes `per_event` from the adjustment, together at most `cap`.
    Penalty {
        /// What one event takes.
        per_event: i64,
        /// What all events together take at most.
        cap: i64,
    },
}

impl Indicator {
    /// The full score in 1/100 point; none for a bonus or a penalty, which only adjust the total.
    #[must_use]
    pub fn max(&self) -> Option<i64> {
        match self.kind {
            IndicatorKind::Deduct { max, .. }
            | IndicatorKind::Range { max, .. }
            | IndicatorKind::Tier { max, .. }
            | IndicatorKind::YesNo { max } => Some(max),
            IndicatorKind::Bonus { .. } | IndicatorKind::Penalty { .. } => None,
        }
    }

    /// The form of entry that this indicator takes, apart from "not applicable", which every indicator takes.
    #[must_use]
    pub fn form(&self) -> EntryForm {
        match self.kind {
            IndicatorKind::Deduct { .. } | IndicatorKind::Bonus { .. } | IndicatorKind::Penalty { .. } => {
                EntryForm::Events
            }
            IndicatorKind::Range { .. } => EntryForm::Taken,
            IndicatorKind::Tier { .. } => EntryForm::Value,
            IndicatorKind::YesNo { .. } => EntryForm::Yes,
        }
    }
}

/// The wire form of an [`Indicator`]. Serde buffers an internally tagged enum, which loses both the path of a wrong
/// field and, with a flattened parent, the refusal of unknown ones; a flat struct that is then sorted keeps both.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawIndicator {
    code: String,
    kind: KindName,
    #[serde(default, deserialize_with = "present")]
    max: Option<i64>,
    #[serde(default, deserialize_with = "present")]
    per_event: Option<i64>,
    #[serde(default, deserialize_with = "present")]
    cap: Option<i64>,
    #[serde(default, deserialize_with = "present")]
    low: Option<i64>,
    #[serde(default, deserialize_with = "present")]
    high: Option<i64>,
    #[serde(default, deserialize_with = "present")]
    values: Option<Vec<i64>>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum KindName {
    Deduct,
    Range,
    Tier,
    YesNo,
    Bonus,
    Penalty,
}

/// A key that may be missing but, once written, holds a value: `null` is refused.
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

impl TryFrom<RawIndicator> for Indicator {
    type Error = String;

    fn try_from(raw: RawIndicator) -> Result<Self, String> {
        let RawIndicator { code, kind, mut max, mut per_event, mut cap, mut low, mut high, mut values } = raw;
        let sorted = match kind {
            KindName::Deduct => IndicatorKind::Deduct {
                max: take(&mut max, "max")?,
                per_event: take(&mut per_event, "per_event")?,
                cap: take(&mut cap, "cap")?,
            },
            KindName::Range => IndicatorKind::Range {
                max: take(&mut max, "max")?,
                low: take(&mut low, "low")?,
                high: take(&mut high, "high")?,
            },
            KindName::Tier => IndicatorKind::Tier { max: take(&mut max, "max")?, values: take(&mut values, "values")? },
            KindName::YesNo => IndicatorKind::YesNo { max: take(&mut max, "max")? },
            KindName::Bonus => {
                IndicatorKind::Bonus { per_event: take(&mut per_event, "per_event")?, cap: take(&mut cap, "cap")? }
            }
            KindName::Penalty => {
                IndicatorKind::Penalty { per_event: take(&mut per_event, "per_event")?, cap: take(&mut cap, "cap")? }
            }
        };
        let left = [
            ("max", max.is_some()),
            ("per_event", per_event.is_some()),
            ("cap", cap.is_some()),
            ("low", low.is_some()),
            ("high", high.is_some()),
            ("values", values.is_some()),
        ];
        match left.iter().find(|(_, given)| *given) {
            Some((name, _)) => Err(format!("unknown field `{name}` for an indicator of this kind")),
            None => Ok(Self { code, kind: sorted }),
        }
    }
}

fn take<T>(field: &mut Option<T>, name: &str) -> Result<T, String> {
    field.take().ok_or_else(|| format!("missing field `{name}`"))
}

/// What a scorer found for one indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RawEntry", rename_all = "snake_case")]
pub enum Entry {
    /// How often it happened, for deductions, bonuses and penalties.
    Events(i64),
    /// How much is taken, in 1/100 point, for a range.
    Taken(i64),
    /// The value chosen, in 1/100 point, for a tier.
    Value(i64),
    /// Whether it is so, for yes or no.
    Yes(bool),
    /// The indicator does not apply to this unit and leaves the sheet. Always true: an indicator that does apply is
    /// scored instead, and reading `{"not_applicable":false}` is an error.
    NotApplicable(bool),
}

impl Entry {
    /// The entry that takes an indicator out of the sheet.
    pub const NOT_APPLICABLE: Self = Self::NotApplicable(true);

    /// The form of this entry; none for "not applicable".
    #[must_use]
    pub fn form(&self) -> Option<EntryForm> {
        match self {
            Self::Events(_) => Some(EntryForm::Events),
            Self::Taken(_) => Some(EntryForm::Taken),
            Self::Value(_) => Some(EntryForm::Value),
            Self::Yes(_) => Some(EntryForm::Yes),
            Self::NotApplicable(_) => None,
        }
    }
}

/// The forms that an entry can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryForm {
    /// `{"events": n}`
    Events,
    /// `{"taken": n}`
    Taken,
    /// `{"value": n}`
    Value,
    /// `{"yes": true}`
    Yes,
}

impl EntryForm {
    /// The key that the form has in the exchange format.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Events => "events",
            Self::Taken => "taken",
            Self::Value => "value",
            Self::Yes => "yes",
        }
    }
}

/// The wire form of an [`Entry`]: flat for the same reason as [`RawIndicator`].
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEntry {
    #[serde(default, deserialize_with = "present")]
    events: Option<i64>,
    #[serde(default, deserialize_with = "present")]
    taken: Option<i64>,
    #[serde(default, deserialize_with = "present")]
    value: Option<i64>,
    #[serde(default, deserialize_with = "present")]
    yes: Option<bool>,
    #[serde(default, deserialize_with = "present")]
    not_applicable: Option<bool>,
}

impl TryFrom<RawEntry> for Entry {
    type Error = String;

    fn try_from(raw: RawEntry) -> Result<Self, String> {
        let RawEntry { events, taken, value, yes, not_applicable } = raw;
        match (events, taken, value, yes, not_applicable) {
            (Some(events), None, None, None, None) => Ok(Self::Events(events)),
            (None, Some(taken), None, None, None) => Ok(Self::Taken(taken)),
            (None, None, Some(value), None, None) => Ok(Self::Value(value)),
            (None, None, None, Some(yes), None) => Ok(Self::Yes(yes)),
            (None, None, None, None, Some(true)) => Ok(Self::NOT_APPLICABLE),
            (None, None, None, None, Some(false)) => Err("`not_applicable` can only be true".to_owned()),
            // Two forms at once, or none: a tuple of options has no other rest to spell out.
            _ => Err("an entry has exactly one of `events`, `taken`, `value`, `yes`, `not_applicable`".to_owned()),
        }
    }
}

/// The entries of one scorer, or the reconciled ones, by indicator code.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Entries(pub BTreeMap<String, Entry>);

/// The scores of a unit, as exported and hashed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoreResult {
    /// The areas that score, in the order of the sheet; areas made only of bonuses and penalties are not listed.
    pub areas: Vec<AreaScore>,
    /// The score out of 10000 before the adjustment, in 1/100 point.
    pub base: i64,
    /// What bonuses and penalties do to it, in 1/100 point, within the sheet's cap in either direction.
    pub adjustment: i64,
    /// `base + adjustment`, held within 0 and [`LARGEST_TOTAL`](super::LARGEST_TOTAL), in 1/100 point.
    pub total: i64,
}

/// The score of one area, in 1/100 point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreaScore {
    /// The number of the area.
    pub id: i64,
    /// What the applicable indicators earned.
    pub earned: i64,
    /// The area's full score, with the indicators that do not apply.
    pub max: i64,
    /// The full score of the indicators that do not apply.
    pub na_max: i64,
    /// The area's score out of `max`: earned, scaled up for what does not apply. None when nothing applies.
    #[serde(deserialize_with = "Option::deserialize")]
    pub score: Option<i64>,
}
