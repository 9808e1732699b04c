//! The counts of a small district, counted by hand.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::kernel::ids::VisitId;

/// A Wednesday.
const TODAY: &str = "2026-11-25";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn unit(code: &str, kind: UnitKind) -> Unit {
    serde_json::from_value(json!({"code": code, "name": code, "short_name": code, "kind": kind.code()})).unwrap()
}

fn visit(unit: &str, date: &str, total: Option<i64>, areas: Value) -> Value {
    let state = if total.is_some() { "locked" } else { "notified" };
    let mut visit = json!({"visit": format!("P-1.{unit}"), "plan": "P-1", "group": 1, "state": state, "date": date,
        "areas": areas, "findings": 0});
    if let Some(total) = total {
        visit["total"] = json!(total);
    }
    visit
}

fn entry(due: Option<&str>, closed: Option<&str>) -> Value {
    let mut entry = json!({"state": "in_progress", "severity": "general", "area": 1, "title": "公示不全"});
    if let Some(due) = due {
        entry["due"] = json!(due);
    }
    if let Some(closed) = closed {
        (entry["closed_on"], entry["state"]) = (json!(closed), json!("closed"));
    }
    entry
}

fn district() -> (Vec<Unit>, Vec<UnitStanding>) {
    let units = vec![
        unit("A1", UnitKind::Subdistrict),
        unit("A2", UnitKind::Subdistrict),
        unit("A3", UnitKind::Subdistrict),
        unit("B1", UnitKind::Department),
        unit("B2", UnitKind::Department),
    ];
    let rows = json!([
        {"season": "2026", "unit": "A1",
            "self_checks": {"2026-2": {"round": "2026-2", "state": "submitted", "due": "2026-11-30", "days_late": 0, "returns": 0, "submitted_on": "2026-11-20"}},
            "visits": {"P-1.A1": visit("A1", "2026-11-23", Some(9001), json!({"1": [1800, 2000], "2": [2900, 3000]}))},
            "entries": {"e1": entry(Some("2026-11-20"), None), "e2": entry(Some("2026-11-10"), None),
                "e3": entry(Some("2026-11-20"), Some("2026-11-19"))}},
        {"season": "2026", "unit": "A2",
            "self_checks": {"2026-2": {"round": "2026-2", "state": "draft", "due": "2026-11-30", "days_late": 0, "returns": 0}},
            "visits": {"P-1.A2": visit("A2", "2026-11-27", None, json!({}))},
            "entries": {"e4": entry(Some("2026-11-25"), None), "e5": entry(Some("2026-12-31"), None)}},
        {"season": "2026", "unit": "A3",
            "self_checks": {"2026-2": {"round": "2026-2", "state": "returned", "due": "2026-11-30", "days_late": 0, "returns": 1, "submitted_on": "2026-11-19"}}},
        {"season": "2026", "unit": "B1",
            "self_checks": {"2026-1": {"round": "2026-1", "state": "accepted", "due": "2026-06-30", "days_late": 0, "returns": 0, "submitted_on": "2026-06-20"}},
            "visits": {"P-1.B1": visit("B1", "2026-11-16", Some(8000), json!({"1": [1000, 2000]}))},
            "entries": {"e6": entry(None, None)}},
        {"season": "2026", "unit": "GONE", "entries": {"e7": entry(Some("2026-01-01"), None)}},
    ]);
    (units, serde_json::from_value(rows).unwrap())
}

fn counted(kind: Option<UnitKind>) -> Board {
    let (units, standings) = district();
    board(&units, &standings, kind, &WorkCalendar::default(), day(TODAY))
}

#[test]
fn each_figure_has_what_it_is_counted_of() {
    let board = counted(None);
    assert_eq!(board.locked, Count { count: 2, of: 5 });
    assert_eq!((board.mean, board.median), (Some(8501), Some(8000)));
    assert_eq!(board.closed, Count { count: 1, of: 6 });
    assert_eq!(board.overdue, Count { count: 2, of: 5 });
    assert_eq!(board.lights, Lights { red: 2, yellow: 1, green: 1, grey: 1 });
    let round = board.round.unwrap();
    assert_eq!((round.round.as_str(), round.days_left), ("2026-2", 3));
    // What was returned has been submitted: only the draft has not.
    assert_eq!(round.submitted, Count { count: 2, of: 3 });
}

#[test]
fn the_years_without_holidays_are_those_in_which_days_are_counted() {
    let (units, mut standings) = district();
    let years = |standings: &[UnitStanding]| {
        board(&units, standings, None, &WorkCalendar::default(), day(TODAY)).unlisted_years
    };
    assert_eq!(years(&standings), [2026]);
    let entry = standings[1].entries.values_mut().max_by_key(|entry| entry.due).unwrap();
    entry.due = Some(day("2027-01-08"));
    assert_eq!(years(&standings), [2026, 2027]);
    let entry = standings[1].entries.values_mut().max_by_key(|entry| entry.due).unwrap();
    entry.closed_on = Some(day(TODAY));
    assert_eq!(years(&standings), [2026], "what is closed has no days left");
    assert_eq!(board(&units, &[], None, &WorkCalendar::default(), day(TODAY)).unlisted_years, Vec::<i32>::new());
}

#[test]
fn every_entry_stands_in_the_line_of_its_area() {
    let (units, mut standings) = district();
    let closed = standings[0].entries.values_mut().find(|entry| entry.closed_on.is_some()).unwrap();
    closed.area = Area::Fulfilment;
    let board = board(&units, &standings, None, &WorkCalendar::default(), day(TODAY));
    let lights = Lights { red: 2, yellow: 1, green: 1, grey: 1 };
    assert_eq!(board.entries[0], EntriesLine { area: Area::Disclosure, lights, closed: 0 });
    assert_eq!(board.entries[1], EntriesLine { area: Area::Fulfilment, lights: Lights::default(), closed: 1 });
    assert_eq!(board.entries.iter().map(|line| line.area).collect::<Vec<_>>(), Area::ALL);
}

#[test]
fn closed_entries_are_counted_by_week() {
    let closings = counted(None).closings;
    assert_eq!(closings.len(), 12);
    assert_eq!((closings[0].monday, closings[11].monday), (day("2026-09-07"), day("2026-11-23")));
    let some: Vec<WeekCount> = closings.into_iter().filter(|week| week.count > 0).collect();
    assert_eq!(some, [WeekCount { monday: day("2026-11-16"), count: 1 }]);
}

#[test]
fn a_kind_narrows_every_count() {
    let board = counted(Some(UnitKind::Department));
    assert_eq!((board.units, board.locked, board.mean), (2, Count { count: 1, of: 2 }, Some(8000)));
    assert_eq!(board.overdue, Count { count: 0, of: 1 });
    assert_eq!(board.round.unwrap().round.as_str(), "2026-1");
    assert_eq!(board.kinds.len(), 1);
    assert!(board.must_act.is_empty() && board.week.is_empty());
}

#[test]
fn a_rate_is_taken_over_all_that_could_be_reached() {
    let board = counted(None);
    let first = board.areas[0];
    assert_eq!((first.rate, first.mean, first.units), (Some(7000), Some(1400), 2));
    assert_eq!(board.areas[4], AreaLine { area: Area::ServicePledges, rate: None, mean: None, units: 0 });
    assert_eq!(weakest(&board.areas), Some(Area::Disclosure));
}

#[test]
fn the_week_runs_from_monday_to_sunday() {
    assert_eq!(week_of(day("2026-11-29")), (day("2026-11-23"), day("2026-11-29")));
    let visits: Vec<String> = counted(None).week.into_iter().map(|visit| visit.name).collect();
    assert_eq!(visits, ["A1", "A2"]);
}

#[test]
fn who_must_act_is_named_with_the_oldest_delay() {
    let must_act = counted(None).must_act;
    assert_eq!(must_act.len(), 1);
    assert_eq!((must_act[0].name.as_str(), must_act[0].overdue, must_act[0].longest), ("A1", 2, 11));
}

#[test]
fn the_heat_map_is_in_the_order_of_losses() {
    let names = |order| in_order(counted(None).heat, order).into_iter().map(|row| row.name).collect::<Vec<_>>();
    assert_eq!(names(HeatOrder::Total), ["B1", "A1"]);
    assert_eq!(names(HeatOrder::Area(Area::Disclosure)), ["B1", "A1"]);
    assert_eq!(names(HeatOrder::Unit), ["A1", "B1"]);
}

#[test]
fn by_an_area_the_heat_map_lists_the_units_that_its_mean_counts() {
    let board = counted(None);
    for line in &board.areas {
        let rows = in_order(board.heat.clone(), HeatOrder::Area(line.area));
        assert_eq!(rows.len(), line.units, "{:?}", line.area);
    }
    assert_eq!(board.areas.iter().map(|line| line.units).collect::<Vec<_>>(), [2, 1, 0, 0, 0, 2]);
}

#[test]
fn bonuses_and_penalties_have_points_and_no_rate() {
    let board = counted(None);
    // 47 of 50 points are 94.00, and 10 of 20 are 50.00: the totals differ from that by what was given or taken.
    let adjusted = |board: &Board| {
        let rows = in_order(board.heat.clone(), HeatOrder::Area(Area::Other));
        rows.into_iter().map(|row| (row.name, row.adjustment)).collect::<Vec<_>>()
    };
    assert_eq!(adjusted(&board), [("A1".to_owned(), Some(-399)), ("B1".to_owned(), Some(3000))]);
    assert_eq!(board.areas[5], AreaLine { area: Area::Other, rate: None, mean: Some(1301), units: 2 });
    assert_eq!(adjusted(&counted(Some(UnitKind::Department))), [("B1".to_owned(), Some(3000))]);
}

#[test]
fn where_a_sheet_scores_the_sixth_area_it_is_an_area_as_the_others() {
    let (units, mut standings) = district();
    for visit in standings[0].visits.values_mut() {
        visit.areas.insert("6".to_owned(), (400, 500));
    }
    let board = board(&units, &standings, None, &WorkCalendar::default(), day(TODAY));
    assert_eq!(board.areas[5], AreaLine { area: Area::Other, rate: Some(8000), mean: Some(400), units: 1 });
    assert_eq!(in_order(board.heat, HeatOrder::Area(Area::Other)).len(), 1);
}

#[test]
fn orders_are_read_back_from_the_address() {
    for order in [HeatOrder::Total, HeatOrder::Unit, HeatOrder::Area(Area::Other)] {
        assert_eq!(HeatOrder::from_code(&order.code()), order);
    }
    assert_eq!(HeatOrder::from_code("7"), HeatOrder::Total);
}

fn ranked(state: RankingState) -> BoardRanking {
    let place = |(rank, change): (i64, Option<i64>)| BoardRank {
        code: format!("A{rank}"),
        name: format!("A{rank}"),
        total: 10_000 - rank,
        rank,
        change,
    };
    let rows: Vec<BoardRank> =
        [(1, Some(2)), (2, Some(0)), (3, None), (4, Some(-3)), (5, Some(-2))].into_iter().map(place).collect();
    BoardRanking { state, ranked: rows.len(), compared_with: None, rows }
}

#[test]
fn the_greatest_changes_of_place_come_first_whichever_way_they_lead() {
    let ranking = ranked(RankingState::Published);
    let ranks = |most| movers(&ranking, most).unwrap().into_iter().map(|place| place.rank).collect::<Vec<_>>();
    assert_eq!(ranks(9), [4, 1, 5]);
    assert_eq!(ranks(2), [4, 1]);
}

#[test]
fn a_room_is_told_no_places_that_are_not_published() {
    for state in RankingState::ALL {
        let told = movers(&ranked(state), 9).is_some();
        assert_eq!(told, state == RankingState::Published, "{state:?}");
    }
}

/// How the units stood a season earlier: two of them inspected, the one better and the other worse than now.
fn earlier() -> Vec<UnitStanding> {
    let rows = json!([
        {"season": "2025", "unit": "A1",
            "self_checks": {"2025-1": {"round": "2025-1", "state": "accepted", "due": "2025-06-30", "days_late": 0, "returns": 0, "submitted_on": "2025-06-20"}},
            "visits": {"P-0.A1": visit("A1", "2025-10-20", Some(9500), json!({"1": [2000, 2000]}))},
            "entries": {"d1": entry(Some("2025-12-20"), None), "d2": entry(Some("2025-12-20"), Some("2025-12-19"))}},
        {"season": "2025", "unit": "B1",
            "visits": {"P-0.B1": visit("B1", "2025-10-21", Some(7000), json!({"1": [500, 2000]}))}},
    ]);
    serde_json::from_value(rows).unwrap()
}

fn compared(kind: Option<UnitKind>) -> Before {
    let (units, _) = district();
    let whole = board(&units, &earlier(), kind, &WorkCalendar::default(), day(TODAY));
    super::before(SeasonId::parse("2025").unwrap(), whole, then(kind, TODAY, "2026-06-30"), &counted(kind))
}

/// What had happened in 2025 by the same day as this one of 2026, whose newest round is due then.
fn then(kind: Option<UnitKind>, today: &str, due: &str) -> Option<ByThen> {
    let (units, _) = district();
    by_then(&units, &earlier(), kind, 1, day(today), Some(day(due)))
}

#[test]
fn what_the_inspections_of_the_season_before_came_to_is_counted_as_in_this_one() {
    let before = compared(None);
    assert_eq!((before.inspected, before.mean), (2, Some(8250)));
    assert_eq!((before.areas[0].rate, before.areas[0].units), (Some(6250), 2));
    let before = compared(Some(UnitKind::Department));
    assert_eq!((before.inspected, before.mean), (1, Some(7000)));
}

#[test]
fn only_what_had_happened_by_the_same_day_of_the_season_before_is_counted() {
    let figures = |today| {
        let then = then(None, today, "2026-06-30").unwrap();
        (then.day, then.submitted.unwrap(), then.closed, then.overdue)
    };
    let count = |count| Count { count, of: 1 };
    assert_eq!(figures("2026-06-19"), (day("2025-06-19"), count(0), 0, 0));
    assert_eq!(figures("2026-06-20"), (day("2025-06-20"), count(1), 0, 0), "the day itself counts");
    assert_eq!(figures("2026-12-19"), (day("2025-12-19"), count(1), 1, 0));
    assert_eq!(figures("2026-12-20"), (day("2025-12-20"), count(1), 1, 0), "the due day is in time");
    assert_eq!(figures("2026-12-21"), (day("2025-12-21"), count(1), 1, 1));
    assert_eq!(then(Some(UnitKind::Department), "2026-12-21", "2026-06-30").unwrap().overdue, 0);
}

#[test]
fn what_was_closed_later_was_overdue_until_then() {
    let (units, _) = district();
    let mut stood = earlier();
    for entry in stood[0].entries.values_mut().filter(|entry| entry.closed_on.is_some()) {
        entry.due = Some(day("2025-12-10"));
    }
    let overdue = |today| by_then(&units, &stood, None, 1, day(today), None).unwrap().overdue;
    assert_eq!((overdue("2026-12-10"), overdue("2026-12-11"), overdue("2026-12-19")), (0, 1, 0));
}

#[test]
fn a_round_is_compared_with_that_of_the_same_time_of_the_year_alone() {
    let submitted = |due| then(None, TODAY, due).unwrap().submitted;
    assert_eq!(submitted("2026-07-15"), Some(Count { count: 1, of: 1 }));
    assert_eq!(submitted("2026-11-30"), None, "the season before had no round in the autumn");
}

#[test]
fn seasons_that_are_no_years_have_no_day_in_common() {
    let between = |before, now| years_between(&SeasonId::parse(before).unwrap(), &SeasonId::parse(now).unwrap());
    assert_eq!((between("2025", "2026"), between("2023", "2026")), (Some(1), Some(3)));
    assert_eq!((between("2026", "2026"), between("2026", "2025"), between("pilot", "2026")), (None, None, None));
}

#[test]
fn a_leap_day_is_compared_with_the_last_of_february() {
    let (units, _) = district();
    let day_of = |years| by_then(&units, &earlier(), None, years, day("2028-02-29"), None).map(|then| then.day);
    assert_eq!((day_of(1), day_of(4)), (Some(day("2027-02-28")), Some(day("2024-02-29"))));
}

#[test]
fn who_fell_is_named_with_both_totals() {
    let fell = compared(None).fell;
    assert_eq!(fell.len(), 1, "who rose did not fall, and who was not inspected twice neither");
    assert_eq!((fell[0].unit.as_str(), fell[0].was, fell[0].now), ("A1", 9500, 9001));
    assert_eq!(compared(Some(UnitKind::Department)).fell, []);
}

#[test]
fn the_greatest_falls_come_first_and_equal_ones_by_code() {
    let lines = |totals: &[(&str, i64)]| -> Vec<HeatLine> {
        let line = |(code, total): &(&str, i64)| HeatLine {
            unit: UnitCode::parse(*code).unwrap(),
            name: (*code).to_owned(),
            visit: VisitId::parse(format!("P-1.{code}")).unwrap(),
            areas: Vec::new(),
            adjustment: None,
            total: *total,
        };
        totals.iter().map(line).collect()
    };
    let before =
        lines(&[("A1", 9000), ("A2", 9000), ("A3", 9000), ("A4", 9000), ("A5", 9000), ("A6", 9000), ("A7", 9000)]);
    let now =
        lines(&[("A7", 8000), ("A6", 8900), ("A5", 8000), ("A4", 7000), ("A3", 8999), ("A2", 9000), ("A1", 8950)]);
    let names: Vec<String> = fell(&before, &now).into_iter().map(|unit| unit.name).collect();
    assert_eq!(names, ["A4", "A5", "A7", "A6", "A1"]);
}

#[test]
fn an_empty_district_counts_nothing() {
    let board = board(&[], &[], None, &WorkCalendar::default(), day(TODAY));
    assert_eq!((board.mean, board.median, board.round), (None, None, None));
}

proptest! {
    #[test]
    fn a_mean_lies_between_its_scores(scores in proptest::collection::vec(0i64..=10_500, 1..60)) {
        let mean = mean(&scores).unwrap();
        prop_assert!(scores.iter().min().unwrap() <= &mean && &mean <= scores.iter().max().unwrap());
    }

    #[test]
    fn every_rate_has_one_of_the_six_colours(rate in 0i64..=12_000) {
        prop_assert!((1..=6).contains(&level(rate)));
        prop_assert!(level(rate) <= level(rate + 1));
    }
}

#[test]
fn a_second_visit_does_not_hide_a_locked_one() {
    let (units, mut standings) = district();
    let before = counted(None);
    let visit = |date: &str, total, withdrawn: bool| {
        let mut visit = visit("A1", date, total, json!({"1": [2000, 2000]}));
        (visit["visit"], visit["plan"], visit["withdrawn"]) = (json!("P-2.A1"), json!("P-2"), json!(withdrawn));
        serde_json::from_value::<VisitStanding>(visit).unwrap()
    };
    let mut counted = |second: VisitStanding| {
        standings[0].visits.insert(second.visit.clone(), second);
        board(&units, &standings, None, &WorkCalendar::default(), day(TODAY))
    };
    let planned = counted(visit("2026-11-26", None, false));
    assert_eq!((planned.locked, planned.mean, &planned.heat), (before.locked, before.mean, &before.heat));
    assert_eq!(planned.week.len(), before.week.len() + 1, "both visits are in the calendar");
    let withdrawn = counted(visit("2026-11-26", None, true));
    assert_eq!((withdrawn.locked, withdrawn.week.len()), (before.locked, before.week.len()));
    let locked = counted(visit("2026-11-24", Some(9500), false));
    assert_eq!(locked.locked, before.locked, "the unit is counted once");
    assert_eq!(locked.mean, Some(8750), "by the later of two locked scores");
}

#[test]
fn a_newer_round_for_one_kind_leaves_the_others_their_own() {
    let board = counted(None);
    let submitted = |kind| {
        let line = board.kinds.iter().find(|line| line.kind == kind).unwrap();
        (line.round.as_ref().map(RoundId::as_str), line.submitted)
    };
    assert_eq!(submitted(UnitKind::Subdistrict), (Some("2026-2"), Count { count: 2, of: 3 }));
    assert_eq!(submitted(UnitKind::Department), (Some("2026-1"), Count { count: 1, of: 1 }));
}
