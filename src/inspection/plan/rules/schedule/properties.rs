//! Whatever the visits, days and bookings: nobody is booked twice, and nobody visits on a holiday.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::{
    inspection::rules::draw,
    kernel::calendar::{ListedDay, YearTable},
};

fn date(days: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 9, 21).unwrap() + chrono::Days::new(days)
}

/// The National Day of 2026 and its make-up workdays.
fn calendar() -> WorkCalendar {
    let listed = |day: &str, off| ListedDay { date: day.parse().unwrap(), name: "国庆节".to_owned(), off };
    let mut days = vec![listed("2026-09-27", false), listed("2026-10-10", false)];
    days.extend((1..=7).map(|day| listed(&format!("2026-10-{day:02}"), true)));
    WorkCalendar::new(vec![YearTable { year: 2026, days }]).unwrap()
}

fn inspector(number: usize) -> InspectorId {
    InspectorId::parse(format!("JC{number:03}")).unwrap()
}

/// The visit of unit `at` by the three inspectors of a group.
fn wish(at: usize, group: usize) -> Wish {
    let unit = UnitCode::parse(format!("U{at:03}")).unwrap();
    let booking = Booking {
        visit: VisitId::parse(format!("P-1.{unit}")).unwrap(),
        unit_name: Title::parse(unit.as_str()).unwrap(),
        unit,
        inspectors: (group * 3..group * 3 + 3).map(inspector).collect(),
    };
    Wish { group: i64::try_from(group).unwrap(), booking }
}

/// Bookings of another plan: on the day with this number, by inspector so-and-so.
fn taken(bookings: &[(u64, usize)]) -> Vec<VisitDay> {
    let mut days: BTreeMap<NaiveDate, VisitDay> = BTreeMap::new();
    for (at, (day, number)) in bookings.iter().enumerate() {
        let unit = UnitCode::parse(format!("O{at:03}")).unwrap();
        let booking = Booking {
            visit: VisitId::parse(format!("P-0.{unit}")).unwrap(),
            unit_name: Title::parse(unit.as_str()).unwrap(),
            unit,
            inspectors: vec![inspector(*number)],
        };
        let day = days.entry(date(*day)).or_insert_with(|| VisitDay::empty(date(*day)));
        // A booking that does not fit is none.
        let _ = day.book(booking);
    }
    days.into_values().collect()
}

proptest! {
    #[test]
    fn nobody_is_booked_twice_and_every_day_is_a_working_day(
        groups in prop::collection::vec(0_usize..5, 0..60),
        others in prop::collection::vec((0_u64..40, 0_usize..15), 0..30),
        length in 0_u64..40,
    ) {
        let calendar = calendar();
        let span = Span { from: date(0), to: date(length), calendar: &calendar, today: date(3) };
        let wishes: Vec<Wish> = groups.iter().enumerate().map(|(at, group)| wish(at, *group)).collect();
        let taken = taken(&others);
        let proposal = propose(&wishes, span, &taken);
        prop_assert_eq!(&proposal, &propose(&wishes, span, &taken));
        let mut booked: BTreeSet<(NaiveDate, InspectorId)> = taken
            .iter()
            .flat_map(|day| day.inspectors().into_iter().map(|one| (day.date, one)))
            .collect();
        for (wish, date) in wishes.iter().zip(&proposal) {
            let Some(date) = date else { continue };
            prop_assert_eq!(span.check(*date), Ok(()));
            for one in &wish.booking.inspectors {
                prop_assert!(booked.insert((*date, one.clone())), "{} twice on {}", one, date);
            }
        }
    }

    #[test]
    fn a_unit_waits_only_where_its_group_has_no_day_left(
        groups in prop::collection::vec(0_usize..3, 0..40),
        length in 0_u64..30,
    ) {
        let calendar = calendar();
        let span = Span { from: date(0), to: date(length), calendar: &calendar, today: date(0) };
        let wishes: Vec<Wish> = groups.iter().enumerate().map(|(at, group)| wish(at, *group)).collect();
        let proposal = propose(&wishes, span, &[]);
        for (wish, _) in wishes.iter().zip(&proposal).filter(|(_, date)| date.is_none()) {
            let of_group = wishes.iter().zip(&proposal).filter(|(other, _)| other.group == wish.group);
            prop_assert_eq!(of_group.filter(|(_, date)| date.is_some()).count(), span.days().len());
        }
    }

    #[test]
    fn the_draw_never_gives_a_unit_to_a_recused_group(
        recused in prop::collection::vec(prop::collection::btree_set(0_usize..12, 0..8), 1..5),
        secret in any::<[u8; 32]>(),
        witness in "[1-6 ]{1,12}",
    ) {
        let code = |at: usize| format!("U{at:03}");
        let units = (0..12).map(|at| draw::RosterUnit { code: code(at), stratum: "department".to_owned() }).collect();
        let groups: Vec<draw::Group> = recused
            .iter()
            .zip(1..)
            .map(|(units, number)| draw::Group { number, recused_units: units.iter().map(|at| code(*at)).collect() })
            .collect();
        let sizes = [("department".to_owned(), draw::SampleSize::Percent(100))].into();
        let roster = draw::Roster { plan: "P-1".to_owned(), units, sizes, groups };
        let record = draw::run(&roster, secret, &witness).unwrap();
        for one in &record.assignment {
            let group = roster.groups.iter().find(|group| group.number == one.group).unwrap();
            prop_assert!(!group.recused_units.contains(&one.unit));
        }
        for unit in &record.unassigned {
            prop_assert!(roster.groups.iter().all(|group| group.recused_units.contains(unit)));
        }
    }
}

#[test]
fn a_holiday_is_refused_with_its_name() {
    let calendar = calendar();
    let span = Span { from: date(0), to: date(40), calendar: &calendar, today: date(0) };
    let national_day = "2026-10-01".parse().unwrap();
    let fault = Fault::NotAWorkingDay { date: national_day, name: Some("国庆节".to_owned()) };
    assert_eq!(span.check(national_day), Err(fault));
    assert_eq!(span.check("2026-10-10".parse().unwrap()), Ok(()));
    assert_eq!(span.check(date(41)), Err(Fault::TooLate { latest: date(40) }));
}

#[test]
fn another_plans_visit_to_the_same_unit_stands_in_the_way() {
    let mut day = VisitDay::empty(date(0));
    let mut first = wish(1, 0).booking;
    first.visit = VisitId::parse("P-0.U001").unwrap();
    day.book(first).unwrap();
    let second = wish(1, 1).booking;
    assert_eq!(day.book(second), Err(Fault::Conflict { with: format!("U001 {}", date(0)) }));
}

#[test]
fn a_visit_may_be_booked_again_in_its_own_place() {
    let mut day = VisitDay::empty(date(0));
    day.book(wish(1, 0).booking).unwrap();
    day.book(wish(1, 1).booking).unwrap();
    assert_eq!(day.bookings.len(), 1);
    day.release(&wish(1, 1).booking.visit);
    assert!(day.bookings.is_empty());
}
