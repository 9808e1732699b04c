//! On which day which group visits: only on working days of the plan, and nobody twice on a day.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::kernel::{
    calendar::WorkCalendar,
    fault::Fault,
    ids::{InspectorId, UnitCode, VisitId},
    text::Title,
};

/// A visit's place on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booking {
    /// The visit.
    pub visit: VisitId,
    /// The unit.
    pub unit: UnitCode,
    /// Its name, for the sentence that explains a conflict.
    pub unit_name: Title,
    /// Everybody who goes there.
    pub inspectors: Vec<InspectorId>,
}

/// Everybody who is booked on a day, over all plans. It is the guard of the invariant that nobody is booked twice: two
/// bookings of one day write the same record, so one of them reads the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitDay {
    /// The day.
    pub date: NaiveDate,
    /// The bookings by visit.
    pub bookings: Vec<Booking>,
    /// Counts the changes, from 1.
    #[serde(default)]
    pub version: u32,
}

impl VisitDay {
    /// A day on which nobody is booked.
    #[must_use]
    pub const fn empty(date: NaiveDate) -> Self {
        Self { date, bookings: Vec::new(), version: 0 }
    }

    /// The booking of another visit that stands in the way: somebody of the group is there, or the unit has visitors.
    #[must_use]
    pub fn conflict(&self, booking: &Booking) -> Option<&Booking> {
        self.bookings.iter().find(|other| {
            let shared = other.inspectors.iter().any(|one| booking.inspectors.contains(one));
            other.visit != booking.visit && (shared || other.unit == booking.unit)
        })
    }

    /// Takes a booking in, in the place of the visit's earlier one.
    ///
    /// # Errors
    /// [`Fault::Conflict`] with the other visit's unit.
    pub fn book(&mut self, booking: Booking) -> Result<(), Fault> {
        if let Some(other) = self.conflict(&booking) {
            return Err(Fault::Conflict { with: format!("{} {}", other.unit_name, self.date) });
        }
        self.release(&booking.visit);
        let place = self.bookings.partition_point(|other| other.visit < booking.visit);
        self.bookings.insert(place, booking);
        Ok(())
    }

    /// Takes the booking of a visit out.
    pub fn release(&mut self, visit: &VisitId) {
        self.bookings.retain(|booking| booking.visit != *visit);
    }

    /// Everybody who is booked.
    #[must_use]
    pub fn inspectors(&self) -> BTreeSet<InspectorId> {
        self.bookings.iter().flat_map(|booking| booking.inspectors.iter().cloned()).collect()
    }
}

/// The days on which visits of a plan can be.
#[derive(Debug, Clone, Copy)]
pub struct Span<'a> {
    /// The first day of the plan.
    pub from: NaiveDate,
    /// The last day of the plan.
    pub to: NaiveDate,
    /// The district's working days.
    pub calendar: &'a WorkCalendar,
    /// No visit is put on a day that is over.
    pub today: NaiveDate,
}

impl Span<'_> {
    /// The working days that are left, ascending.
    #[must_use]
    pub fn days(&self) -> Vec<NaiveDate> {
        let first = self.from.max(self.today);
        first.iter_days().take_while(|day| *day <= self.to).filter(|day| self.calendar.is_working(*day)).collect()
    }

    /// Whether a visit may be on this day.
    ///
    /// # Errors
    /// Too early, too late, or a day on which nobody works, with its name.
    pub fn check(&self, date: NaiveDate) -> Result<(), Fault> {
        let earliest = self.from.max(self.today);
        if date < earliest {
            return Err(Fault::TooEarly { earliest });
        }
        if date > self.to {
            return Err(Fault::TooLate { latest: self.to });
        }
        if !self.calendar.is_working(date) {
            let name = self.calendar.day_name(date).map(ToOwned::to_owned);
            return Err(Fault::NotAWorkingDay { date, name });
        }
        Ok(())
    }
}

/// A visit that wants a day: its group's number and its booking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// The number of the group.
    pub group: i64,
    /// What is booked.
    pub booking: Booking,
}

/// Spreads visits over the working days of a plan, each group's evenly, in the order given. The same wishes always
/// give the same days. `None` where no day is left: such a unit waits for the office.
#[must_use]
pub fn propose(wishes: &[Wish], span: Span<'_>, taken: &[VisitDay]) -> Vec<Option<NaiveDate>> {
    let days = span.days();
    let mut book: BTreeMap<NaiveDate, VisitDay> = taken.iter().map(|day| (day.date, day.clone())).collect();
    let mut of_group: BTreeMap<i64, usize> = BTreeMap::new();
    for wish in wishes {
        *of_group.entry(wish.group).or_default() += 1;
    }
    let mut placed: BTreeMap<i64, usize> = BTreeMap::new();
    let mut proposal = Vec::with_capacity(wishes.len());
    for wish in wishes {
        let nth = placed.entry(wish.group).or_default();
        let many = of_group.get(&wish.group).copied().unwrap_or(1).max(1);
        // Groups begin on the same day, and each keeps its own pace.
        let ideal = *nth * days.len() / many;
        *nth += 1;
        let order = days.iter().skip(ideal).chain(days.iter().take(ideal));
        let free = order.copied().find(|date| {
            let day = book.entry(*date).or_insert_with(|| VisitDay::empty(*date));
            day.book(wish.booking.clone()).is_ok()
        });
        proposal.push(free);
    }
    proposal
}

/// The first days that are free for this booking, at most `most`.
#[must_use]
pub fn free_days(booking: &Booking, span: Span<'_>, taken: &[VisitDay], most: usize) -> Vec<NaiveDate> {
    let blocked = |date: &NaiveDate| taken.iter().any(|day| day.date == *date && day.conflict(booking).is_some());
    span.days().into_iter().filter(|date| !blocked(date)).take(most).collect()
}

#[cfg(test)]
mod properties;
