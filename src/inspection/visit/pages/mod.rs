//! The screens of a visit: its record, and the sheet on which it is scored.

/// Words for the closed sets of a visit.
mod labels;

/// The record page.
mod record;

/// The one act that the page is for, and whose turn it is.
mod next;

/// What happened, newest first.
mod story;

/// The steps of Art. 9 with their records.
mod steps;

/// Problems and good practices.
mod findings;

/// What proves an entry, and what came of it.
mod proof;

/// Oral and written feedback.
mod feedback;

/// What the unit said of itself.
mod self_check;

/// The sheet of one scorer.
mod score;

/// One line of a sheet.
mod line;

/// All sheets side by side, and the one score that comes of them.
mod review;

pub use record::VisitRecordPage;
pub use score::VisitScorePage;
pub use self_check::VisitSelfCheckPage;

use chrono::NaiveDate;

use crate::{
    i18n::tr,
    inspection::plan::model::{CalendarFilter, CalendarView},
    kernel::ids::PlanId,
    ui::Crumb,
};

/// The way back to the calendar, as it shows the visit's group in the visit's week.
fn calendar_crumb(plan: &PlanId, group: i64, date: NaiveDate) -> Crumb {
    let of_group = CalendarFilter { plan: Some(plan.clone()), group: Some(group), view: CalendarView::Week };
    Crumb { text: tr!(visit.calendar), href: Some(of_group.address(Some((date, date)))) }
}
