//! Where a visit's locked scores are read.

use super::use_session;
use crate::kernel::ids::VisitId;

/// The sheets of all scorers, and for a unit's people, who do not see those, the result in the record of the visit. That
/// the person may read the visit is the caller's question.
///
/// # Panics
/// Outside the frame, as [`use_session`].
#[must_use]
pub fn score_address(visit: &VisitId) -> String {
    match use_session().actor.role.is_of_unit() {
        true => format!("/visits/{visit}#score"),
        false => format!("/visits/{visit}/score"),
    }
}
