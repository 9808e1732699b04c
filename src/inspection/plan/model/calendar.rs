//! The calendar: what it shows, and what its address narrows it to.

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::VisitRow;
use crate::kernel::{
    calendar::{ListedDay, parse_date, week_of},
    ids::PlanId,
};

/// How the calendar lays the visits out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CalendarView {
    /// The days of a month.
    #[default]
    Month,
    /// The days of a week, with a lane for each group.
    Week,
    /// The days of a month on which there are visits, with a lane for each group.
    Group,
}

impl CalendarView {
    /// All views, from the one that is shown unasked.
    pub const ALL: [Self; 3] = [Self::Month, Self::Week, Self::Group];

    /// The word in an address.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Week => "week",
            Self::Group => "group",
        }
    }

    /// The view with this word, and that of the month for any other.
    #[must_use]
    pub fn read(code: &str) -> Self {
        Self::ALL.into_iter().find(|view| view.code() == code).unwrap_or_default()
    }
}

/// How the calendar is laid out and what it is narrowed to. A group is one of its plan: a number alone takes the groups
/// of all plans that have that number.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarFilter {
    /// One plan.
    #[serde(default)]
    pub plan: Option<PlanId>,
    /// The groups with one number, from 1.
    #[serde(default)]
    pub group: Option<i64>,
    /// How it is laid out; no condition.
    #[serde(default)]
    pub view: CalendarView,
}

impl CalendarFilter {
    /// Reads the conditions and the view from an address. What can be no plan, or no group, is left out.
    #[must_use]
    pub fn read(plan: &str, group: &str, view: &str) -> Self {
        Self {
            plan: PlanId::parse(plan).ok(),
            group: group.trim().parse::<i64>().ok().filter(|number| *number > 0),
            view: CalendarView::read(view),
        }
    }

    /// Whether every visit is taken.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.plan.is_none() && self.group.is_none()
    }

    /// Whether it takes this visit.
    #[must_use]
    pub fn takes(&self, visit: &VisitRow) -> bool {
        self.plan.as_ref().is_none_or(|plan| *plan == visit.plan) && self.group.is_none_or(|group| group == visit.group)
    }

    /// The address of the calendar with these conditions in this view: of the month and the week to which two days
    /// belong, or of those that are now. No value needs escaping: all are dates, ids, numbers and our own words.
    #[must_use]
    pub fn address(&self, period: Option<(NaiveDate, NaiveDate)>) -> String {
        let period = period.map(|(month, week)| format!("month={}&week={week}", month_code(month)));
        // The month needs no word.
        let view = (self.view != CalendarView::Month).then(|| format!("view={}", self.view.code()));
        let plan = self.plan.as_ref().map(|plan| format!("plan={plan}"));
        let group = self.group.map(|group| format!("group={group}"));
        let conditions: Vec<String> = [period, view, plan, group].into_iter().flatten().collect();
        if conditions.is_empty() { "/calendar".to_owned() } else { format!("/calendar?{}", conditions.join("&")) }
    }
}

/// A month as an address says it, such as `2026-11`. By hand, for a pattern is one more thing that a browser fetches.
#[must_use]
pub fn month_code(month: NaiveDate) -> String {
    format!("{:04}-{:02}", month.year(), month.month())
}

/// The first day of the month that an address says as [`month_code`] does.
#[must_use]
pub fn month_of(code: &str) -> Option<NaiveDate> {
    parse_date(&format!("{code}-01"))
}

/// The Monday of the week in which a month begins, and the Sunday of that in which it ends. `first` is its first day.
#[must_use]
pub fn weeks_of(first: NaiveDate) -> (NaiveDate, NaiveDate) {
    (week_of(first).0, week_of(last_of(first)).1)
}

/// The last day of the month that begins on this day.
fn last_of(first: NaiveDate) -> NaiveDate {
    let next = first + Months::new(1);
    next.pred_opt().unwrap_or(next)
}

/// The calendar: of a month, of a week of it by group, or of all of it by group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarPage {
    /// The district's day.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub today: NaiveDate,
    /// The first day of the month shown.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub month: NaiveDate,
    /// The Monday of the week shown.
    #[serde(deserialize_with = "crate::kernel::dated::read")]
    pub week: NaiveDate,
    /// What it is narrowed to.
    pub filter: CalendarFilter,
    /// The plans and groups of all visits of the month's weeks that this person may see, ascending.
    pub offered: Vec<(PlanId, i64)>,
    /// Those of these visits that the conditions take, by day.
    pub visits: Vec<VisitRow>,
    /// The days of those weeks that the holiday table names.
    pub listed: Vec<ListedDay>,
    /// Years that are shown and have no table.
    pub unlisted_years: Vec<i32>,
}

impl CalendarPage {
    /// The first and the last day that the view shows: the month in whole weeks, the week, or the month alone.
    #[must_use]
    pub fn period(&self) -> (NaiveDate, NaiveDate) {
        match self.filter.view {
            CalendarView::Month => weeks_of(self.month),
            CalendarView::Week => week_of(self.week),
            CalendarView::Group => (self.month, last_of(self.month)),
        }
    }

    /// The visits that the view shows, by day.
    pub fn shown(&self) -> impl Iterator<Item = &VisitRow> {
        let (from, to) = self.period();
        self.visits.iter().filter(move |visit| (from..=to).contains(&visit.date))
    }

    /// The address that shows exactly this.
    #[must_use]
    pub fn address(&self) -> String {
        self.filter.address(Some((self.month, self.week)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        inspection::model::VisitState,
        kernel::{
            ids::{UnitCode, VisitId},
            text::Title,
        },
    };

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn visit(plan: &str, group: i64) -> VisitRow {
        let (plan, unit) = (PlanId::parse(plan).unwrap(), UnitCode::parse("A01").unwrap());
        VisitRow {
            visit: VisitId::of(&plan, &unit),
            version: 1,
            plan,
            unit,
            unit_name: Title::parse("东风路街道").unwrap(),
            group,
            leader: "王一".to_owned(),
            date: day("2026-11-23"),
            state: VisitState::Scheduled,
            movable: true,
            noticed: false,
            contested: false,
            conflicts: Vec::new(),
        }
    }

    #[test]
    fn conditions_and_period_stand_in_the_address() {
        let both = CalendarFilter::read("P-1", "2", "");
        let period = Some((day("2026-11-01"), day("2026-11-23")));
        assert_eq!(both.address(period), "/calendar?month=2026-11&week=2026-11-23&plan=P-1&group=2");
        assert_eq!(both.address(None), "/calendar?plan=P-1&group=2");
        assert_eq!(CalendarFilter::default().address(period), "/calendar?month=2026-11&week=2026-11-23");
        assert_eq!(CalendarFilter::default().address(None), "/calendar");
    }

    #[test]
    fn the_view_stands_in_the_address_unless_it_is_the_month() {
        let group = CalendarFilter::read("P-1", "2", "week");
        let period = Some((day("2026-11-01"), day("2026-11-23")));
        assert_eq!(group.address(period), "/calendar?month=2026-11&week=2026-11-23&view=week&plan=P-1&group=2");
        for view in ["week", "group"] {
            assert_eq!(CalendarFilter::read("", "", view).address(None), format!("/calendar?view={view}"));
        }
        for month in ["", "month", "year"] {
            assert_eq!(CalendarFilter::read("", "", month).address(None), "/calendar", "{month}");
        }
    }

    #[test]
    fn what_can_be_no_plan_or_no_group_is_left_out() {
        for (plan, group) in [("", ""), ("甲", "二"), ("a/b", "0"), ("a b", "-1"), ("a&b", "1.5")] {
            assert!(CalendarFilter::read(plan, group, "week").is_empty(), "{plan} {group}");
        }
    }

    #[test]
    fn each_condition_takes_what_it_names_and_both_take_what_is_of_both() {
        let taken = |plan: &str, group: &str| {
            let filter = CalendarFilter::read(plan, group, "");
            [("P-1", 1), ("P-1", 2), ("P-2", 1)].map(|(plan, group)| filter.takes(&visit(plan, group)))
        };
        assert_eq!(taken("", ""), [true, true, true]);
        assert_eq!(taken("P-1", ""), [true, true, false]);
        assert_eq!(taken("", "1"), [true, false, true]);
        assert_eq!(taken("P-1", "1"), [true, false, false]);
        assert_eq!(taken("P-3", ""), [false, false, false]);
    }

    #[test]
    fn each_view_shows_the_visits_of_its_own_days() {
        let dates = ["2026-10-26", "2026-11-01", "2026-11-23", "2026-11-29", "2026-12-06"];
        let shown = |view: &str| {
            let page = CalendarPage {
                today: day("2026-11-10"),
                month: day("2026-11-01"),
                week: day("2026-11-23"),
                filter: CalendarFilter::read("", "", view),
                offered: Vec::new(),
                visits: dates.map(|date| VisitRow { date: day(date), ..visit("P-1", 1) }).to_vec(),
                listed: Vec::new(),
                unlisted_years: Vec::new(),
            };
            let (from, to) = page.period();
            let dates: Vec<String> = page.shown().map(|visit| visit.date.to_string()).collect();
            (from.to_string(), to.to_string(), dates)
        };
        let of = |from: &str, to: &str, some: &[&str]| {
            (from.to_owned(), to.to_owned(), some.iter().map(|date| (*date).to_owned()).collect::<Vec<_>>())
        };
        assert_eq!(shown("month"), of("2026-10-26", "2026-12-06", &dates), "in whole weeks");
        assert_eq!(shown("week"), of("2026-11-23", "2026-11-29", &dates[2..4]));
        assert_eq!(shown("group"), of("2026-11-01", "2026-11-30", &dates[1..4]));
    }

    #[test]
    fn a_month_is_read_as_it_is_written() {
        for month in ["2026-11-01", "2027-01-01"] {
            assert_eq!(month_of(&month_code(day(month))), Some(day(month)));
        }
        for none in ["", "2026", "2026-13", "2026-1", "2026-11-01"] {
            assert_eq!(month_of(none), None, "{none}");
        }
    }
}
