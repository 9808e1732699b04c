//! What stands by now against a visit that was arranged: since then a holiday, a declaration or a former name may have
//! been imported.
//!
//! It says no more than what refuses such an arrangement today, but for the day that is over: the visit may have been
//! held on it, and is only not on record yet.

use chrono::NaiveDate;

use super::{
    super::model::Conflict,
    recused::Recusals,
    schedule::{Booking, Span, VisitDay},
};

/// Everything that stands against a visit on its day: the day first, then who goes there, then who is there already.
#[must_use]
pub fn against(
    booking: &Booking,
    date: NaiveDate,
    span: Span<'_>,
    recusals: &Recusals,
    taken: &[VisitDay],
) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    if !span.calendar.is_working(date) {
        conflicts.push(Conflict::DayOff { name: span.calendar.day_name(date).map(ToOwned::to_owned) });
    }
    if date < span.from || date > span.to {
        conflicts.push(Conflict::OutsidePlan { from: span.from, to: span.to });
    }
    let recused = recusals.one_each(&booking.inspectors, &booking.unit).into_iter();
    conflicts.extend(recused.map(|line| Conflict::Recused { inspector: line.name }));
    let day = taken.iter().find(|day| day.date == date);
    if let Some(other) = day.and_then(|day| day.conflict(booking)) {
        conflicts.push(Conflict::Booked { unit: other.unit_name.clone() });
    }
    conflicts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        inspection::{model::RosterInspector, rules::recusal::FormerUnitRule},
        kernel::{
            calendar::{ListedDay, WorkCalendar, YearTable},
            ids::{InspectorId, UnitCode, VisitId},
            text::Title,
            unit_kind::UnitKind,
        },
        unit::model::Unit,
    };

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn title(text: &str) -> Title {
        Title::parse(text).unwrap()
    }

    /// The visit of this plan to a unit by these inspectors.
    fn booking(plan: &str, unit: &str, inspectors: &[&str]) -> Booking {
        Booking {
            visit: VisitId::parse(format!("{plan}.{unit}")).unwrap(),
            unit: UnitCode::parse(unit).unwrap(),
            unit_name: title(unit),
            inspectors: inspectors.iter().map(|one| InspectorId::parse(*one).unwrap()).collect(),
        }
    }

    /// A year in which 2 December is a holiday and Saturday 5 December is worked.
    fn calendar() -> WorkCalendar {
        let listed = |date: &str, off| ListedDay { date: day(date), name: "校庆日".to_owned(), off };
        let days = vec![listed("2026-12-02", true), listed("2026-12-05", false)];
        WorkCalendar::new(vec![YearTable { year: 2026, days }]).unwrap()
    }

    /// Inspector JC001 works in unit U1, and declared it too.
    fn recusals() -> Recusals {
        let units = [Unit {
            code: UnitCode::parse("U1").unwrap(),
            name: title("第一街道办事处"),
            short_name: title("第一街道"),
            kind: UnitKind::Subdistrict,
            credit_code: None,
            website: None,
            phone: None,
            head: None,
            retired_on: None,
            version: 1,
        }];
        let roster = [RosterInspector {
            inspector: InspectorId::parse("JC001").unwrap(),
            name: title("王一"),
            current_unit: Some("第一街道办事处".to_owned()),
            former_units: None,
            declared_units: Some("第一街道办事处（配偶任职）".to_owned()),
            speciality: None,
            may_lead: true,
            retired_on: None,
            version: 1,
        }];
        Recusals::of(&roster, &units, &[], FormerUnitRule::Ever, day("2026-11-25"))
    }

    fn found(booking: &Booking, date: &str, recusals: &Recusals, taken: &[VisitDay]) -> Vec<Conflict> {
        let calendar = calendar();
        // Whatever day it is.
        let span =
            Span { from: day("2026-11-26"), to: day("2026-12-11"), calendar: &calendar, today: day("2026-12-30") };
        against(booking, day(date), span, recusals, taken)
    }

    #[test]
    fn only_a_day_off_and_a_day_of_no_plan_stand_against_a_visit_by_themselves() {
        let of_day = |date: &str| found(&booking("P-1", "U2", &["JC001"]), date, &Recusals::default(), &[]);
        let outside = Conflict::OutsidePlan { from: day("2026-11-26"), to: day("2026-12-11") };
        let holiday = Conflict::DayOff { name: Some("校庆日".to_owned()) };
        let weekend = Conflict::DayOff { name: None };
        assert_eq!(of_day("2026-11-25"), std::slice::from_ref(&outside));
        assert!(of_day("2026-11-26").is_empty());
        assert_eq!(of_day("2026-12-02"), [holiday]);
        assert!(of_day("2026-12-05").is_empty(), "a make-up workday");
        assert_eq!(of_day("2026-12-06"), std::slice::from_ref(&weekend));
        assert!(of_day("2026-12-11").is_empty());
        assert_eq!(of_day("2026-12-12"), [weekend, outside]);
    }

    #[test]
    fn whoever_is_recused_by_now_is_named_once() {
        let recused = Conflict::Recused { inspector: title("王一") };
        let of =
            |unit: &str, inspectors: &[&str]| found(&booking("P-1", unit, inspectors), "2026-12-01", &recusals(), &[]);
        assert_eq!(of("U1", &["JC002", "JC001"]), [recused]);
        assert!(of("U1", &["JC002"]).is_empty());
        assert!(of("U2", &["JC001"]).is_empty());
    }

    #[test]
    fn another_visit_stands_against_one_by_the_same_people_or_to_the_same_unit() {
        let bookings = vec![booking("P-1", "U1", &["JC001", "JC002"]), booking("P-2", "U3", &["JC004", "JC001"])];
        let taken = [VisitDay { date: day("2026-12-01"), bookings, version: 1 }];
        let of = |booking: Booking, date: &str| found(&booking, date, &Recusals::default(), &taken);
        let booked = |unit: &str| Conflict::Booked { unit: title(unit) };
        let own = booking("P-1", "U1", &["JC001", "JC002"]);
        assert_eq!(of(own.clone(), "2026-12-01"), [booked("U3")]);
        assert!(of(own, "2026-12-03").is_empty(), "on another day");
        assert_eq!(of(booking("P-2", "U1", &["JC009"]), "2026-12-01"), [booked("U1")], "the unit has visitors");
        assert!(of(booking("P-2", "U2", &["JC009"]), "2026-12-01").is_empty());
    }
}
