//! The ledger as a list: its order, its conditions, which stand in the address, and its pages.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{EntryState, Light, Slip, Standing, Turn};
use crate::{
    inspection::model::Severity,
    kernel::{
        address::{percent_decoded, percent_encoded},
        calendar::{parse_date, week_of},
        ids::{EntryId, PlanId, SeasonId, UnitCode},
        listing::{ListOrder, MOST_SEARCHED},
        text::Title,
        unit_kind::{Area, UnitKind},
    },
};

/// By what the ledger is put in order. Of equals the one that is due first comes first, by unit the one with the first
/// number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LedgerOrder {
    /// By due date; what has none comes last.
    #[default]
    Due,
    /// By the unit's code.
    Unit,
    /// By area, in the order of Art. 6.
    Area,
    /// The gravest first.
    Severity,
    /// By state, in the order of an entry's life.
    State,
}

impl ListOrder for LedgerOrder {
    const ALL: &'static [(Self, &'static str)] = &[
        (Self::Due, ""),
        (Self::Unit, "unit"),
        (Self::Area, "area"),
        (Self::Severity, "severity"),
        (Self::State, "state"),
    ];
}

/// Which entries are listed: everything stands in the address. An unknown word is left out, so that an old address
/// still shows a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LedgerFilter {
    /// Closed entries instead of open ones.
    pub closed: bool,
    /// In this order.
    pub order: LedgerOrder,
    /// One state.
    pub state: Option<EntryState>,
    /// Whose turn it is.
    pub turn: Option<Turn>,
    /// One light.
    pub light: Option<Light>,
    /// Those that have come to one slip: a yellow one holds for the entries with a red one too, for they are as long overdue
    /// and longer; a blue one holds for those alone that are not overdue by a working day.
    pub slip: Option<Slip>,
    /// Without those that wait for the signature of the unit's head, whatever the office has to answer meanwhile: what is
    /// left waits for others.
    pub without_signing: bool,
    /// Those under way of which nothing was reported for a month.
    pub unreported: bool,
    /// One unit.
    pub unit: Option<UnitCode>,
    /// One kind of unit.
    pub kind: Option<UnitKind>,
    /// One area.
    pub area: Option<Area>,
    /// One severity.
    pub severity: Option<Severity>,
    /// One plan.
    pub plan: Option<PlanId>,
    /// The season that the entries' visits belong to.
    pub season: Option<SeasonId>,
    /// Those whose unit asks for more time and has no answer yet.
    pub asks: bool,
    /// The Monday of the week of closure.
    pub closed_week: Option<NaiveDate>,
    /// Words of which each stands in the entry's number, in what was found, or in what its unit is or was called.
    pub search: Option<String>,
    /// After which place in the order; see [`LedgerPage::next`].
    pub after: Option<String>,
}

impl LedgerFilter {
    /// Whether closed entries are asked for; a state says it by itself.
    #[must_use]
    pub fn asks_for_closed(&self) -> bool {
        self.state.map_or(self.closed, EntryState::is_closed)
    }

    /// The Monday and the Sunday of the week of closure that is asked for; an open entry has none.
    #[must_use]
    pub fn closing_week(&self) -> Option<(NaiveDate, NaiveDate)> {
        self.closed_week.filter(|_| self.asks_for_closed()).map(week_of)
    }

    /// Reads the conditions from an address, given the value of each name.
    #[must_use]
    pub fn read(value: impl Fn(&str) -> Option<String>) -> Self {
        let area = |text: String| text.parse::<u8>().ok().and_then(|number| Area::try_from(number).ok());
        Self {
            closed: value("view").is_some_and(|view| view == "closed"),
            order: value("sort").map(|sort| LedgerOrder::from_code(&sort)).unwrap_or_default(),
            state: value("state").and_then(|code| EntryState::from_code(&code)),
            turn: value("turn").and_then(|code| Turn::from_code(&code)),
            light: value("light").and_then(|code| Light::from_code(&code)),
            slip: value("slip").and_then(|code| Slip::from_code(&code)),
            without_signing: value("signing").is_some_and(|signing| signing == "none"),
            unreported: value("report").is_some_and(|report| report == "due"),
            unit: value("unit").and_then(|code| UnitCode::parse(code).ok()),
            kind: value("kind").and_then(|code| UnitKind::from_code(&code)),
            area: value("area").and_then(area),
            severity: value("severity").and_then(|code| Severity::from_code(&code)),
            plan: value("plan").and_then(|plan| PlanId::parse(plan).ok()),
            season: value("season").and_then(|season| SeasonId::parse(season).ok()),
            asks: value("asks").is_some_and(|asks| asks == "extension"),
            closed_week: value("week").and_then(|day| Some(week_of(parse_date(&day)?).0)),
            search: value("q").and_then(|typed| searched(&typed)),
            after: value("after").filter(|after| after.len() <= 200),
        }
    }

    /// The conditions as names and values of an address, without the place in the order.
    #[must_use]
    pub fn conditions(&self) -> Vec<(&'static str, String)> {
        let given = [
            ("view", self.closed.then(|| "closed".to_owned())),
            ("sort", (self.order != LedgerOrder::default()).then(|| self.order.code().to_owned())),
            ("state", self.state.map(|state| state.code().to_owned())),
            ("turn", self.turn.map(|turn| turn.code().to_owned())),
            ("light", self.light.map(|light| light.code().to_owned())),
            ("slip", self.slip.map(|slip| slip.code().to_owned())),
            ("signing", self.without_signing.then(|| "none".to_owned())),
            ("report", self.unreported.then(|| "due".to_owned())),
            ("unit", self.unit.as_ref().map(ToString::to_string)),
            ("kind", self.kind.map(|kind| kind.code().to_owned())),
            ("area", self.area.map(|area| area.number().to_string())),
            ("severity", self.severity.map(|severity| severity.code().to_owned())),
            ("plan", self.plan.as_ref().map(ToString::to_string)),
            ("season", self.season.as_ref().map(ToString::to_string)),
            ("asks", self.asks.then(|| "extension".to_owned())),
            ("week", self.closed_week.map(|monday| monday.to_string())),
            ("q", self.search.clone()),
        ];
        given.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    /// The conditions and the place in the order as one text; [`Self::parse`] reads it.
    #[must_use]
    pub fn query(&self) -> String {
        let place = self.after.clone().map(|after| ("after", after));
        let all = self.conditions().into_iter().chain(place);
        all.map(|(name, value)| format!("{name}={}", percent_encoded(&value))).collect::<Vec<_>>().join("&")
    }

    /// Reads what [`Self::query`] writes.
    #[must_use]
    pub fn parse(query: &str) -> Self {
        let pairs: Vec<(&str, &str)> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
        Self::read(|name| pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| percent_decoded(value)))
    }

    /// The address of the list with these conditions, from its first page.
    #[must_use]
    pub fn address(&self) -> String {
        let conditions = Self { after: None, ..self.clone() }.query();
        if conditions.is_empty() { "/ledger".to_owned() } else { format!("/ledger?{conditions}") }
    }

    /// The address of the page after this place in the order.
    #[must_use]
    pub fn address_after(&self, place: &str) -> String {
        let first = self.address();
        let joint = if first.contains('?') { '&' } else { '?' };
        format!("{first}{joint}after={}", percent_encoded(place))
    }
}

/// A search as it was typed, without what surrounds it, and no longer than it is looked at; none where nothing is left.
fn searched(typed: &str) -> Option<String> {
    let text: String = typed.trim().chars().take(MOST_SEARCHED).collect();
    Some(text.trim_end().to_owned()).filter(|text| !text.is_empty())
}

/// A line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerRow {
    /// The entry.
    pub entry: EntryId,
    /// The problem.
    pub title: Title,
    /// The unit.
    pub unit: UnitCode,
    /// Its short name, or the name of the entry where the register has it no more.
    pub unit_name: Title,
    /// The area.
    pub area: Area,
    /// How grave it is.
    pub severity: Severity,
    /// How far it is.
    pub state: EntryState,
    /// The last day in time.
    #[serde(default, deserialize_with = "crate::kernel::dated::read")]
    pub due: Option<NaiveDate>,
    /// The day of closure.
    #[serde(default, deserialize_with = "crate::kernel::dated::read")]
    pub closed_on: Option<NaiveDate>,
    /// Where it stands in time.
    pub standing: Standing,
    /// Whose turn it is.
    pub turn: Turn,
    /// Its version.
    pub version: u32,
    /// The day on which the office last reminded the unit of it, as long as nothing was done with it since.
    #[serde(default, deserialize_with = "crate::kernel::dated::read")]
    pub reminded: Option<NaiveDate>,
    /// Whether the unit can be reminded of it today.
    pub may_be_reminded: bool,
}

/// How many entries a person has under each light. None of the figures goes beyond [`MOST_COUNTED`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LightCounts {
    /// Overdue.
    pub red: u32,
    /// Soon due.
    pub yellow: u32,
    /// In time.
    pub green: u32,
    /// Not ordered yet.
    pub grey: u32,
    /// Closed.
    pub closed: u32,
}

/// Counting stops here, so that a page costs what it shows; the figure is then shown with a plus.
pub const MOST_COUNTED: u32 = 1000;

/// Through so many entries the search of a page looks, in the order of the list; the next page goes on behind them. A
/// district's season has fewer.
pub const LOOKED_THROUGH: u32 = 5000;

/// A count of entries as it is shown.
#[must_use]
pub fn counted(count: u32) -> String {
    if count < MOST_COUNTED { count.to_string() } else { format!("{MOST_COUNTED}+") }
}

/// A page of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerPage {
    /// At most 50 lines.
    pub rows: Vec<LedgerRow>,
    /// How many entries the conditions hold for, up to [`MOST_COUNTED`].
    pub count: u32,
    /// Everything that the person sees, by light.
    pub lights: LightCounts,
    /// The turn that is the person's, and how many of the entries that they see wait for it, up to [`MOST_COUNTED`]; none
    /// for whoever has no turn.
    #[serde(default)]
    pub mine: Option<(Turn, u32)>,
    /// The place after which the next page begins, when there is one.
    #[serde(default)]
    pub next: Option<String>,
    /// Through so many entries a search has looked from the first on without coming to their end; none where it has seen
    /// all of them.
    #[serde(default)]
    pub looked_through: Option<u32>,
    /// The day for which the lights hold.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub today: NaiveDate,
    /// The years of which no holidays are known, of those in which days of these lines are counted.
    #[serde(default)]
    pub unlisted_years: Vec<i32>,
    /// Whether the person may order rectifications.
    pub may_order: bool,
    /// Units that can be chosen, as code and name, in order of code; empty where there is only one's own.
    pub units: Vec<(UnitCode, String)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plus_says_that_counting_stopped() {
        assert_eq!([0, 999, 1000, 4000].map(counted), ["0", "999", "1000+", "1000+"]);
    }

    #[test]
    fn an_address_shows_the_same_conditions_to_everybody() {
        let filter = LedgerFilter {
            closed: true,
            order: LedgerOrder::Unit,
            state: Some(EntryState::Verified),
            turn: Some(Turn::Group),
            light: Some(Light::Red),
            slip: Some(Slip::Red),
            without_signing: true,
            unreported: true,
            unit: UnitCode::parse("A01").ok(),
            kind: Some(UnitKind::Department),
            area: Some(Area::Other),
            severity: Some(Severity::Serious),
            plan: PlanId::parse("P-1").ok(),
            season: SeasonId::parse("2026").ok(),
            asks: true,
            closed_week: NaiveDate::from_ymd_opt(2026, 11, 16),
            search: Some("花园路 & 100%=?".to_owned()),
            after: None,
        };
        let conditions = filter.conditions();
        let value = |name: &str| conditions.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone());
        assert_eq!(LedgerFilter::read(value), filter);
        assert_eq!(LedgerFilter::parse(&filter.query()), filter);
        assert_eq!(LedgerFilter::default().address(), "/ledger");
        assert_eq!(LedgerFilter::default().address_after("x"), "/ledger?after=x");
    }

    #[test]
    fn an_unknown_word_in_an_address_is_left_out() {
        let unknown = |name: &str| (name != "q").then(|| "谁".to_owned());
        assert_eq!(LedgerFilter::read(unknown).conditions(), []);
    }

    #[test]
    fn a_search_is_cut_to_what_is_looked_at() {
        let of = |typed: &str| LedgerFilter::read(|name| (name == "q").then(|| typed.to_owned())).search;
        assert_eq!(of("  花园路 "), Some("花园路".to_owned()));
        assert_eq!(of("   "), None);
        assert_eq!(of(&"长".repeat(300)), Some("长".repeat(MOST_SEARCHED)));
    }
}
