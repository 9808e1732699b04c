//! Another verifier for an entry of whose group nobody is left who may verify (Art. 14). It would wait for ever.

use super::super::model::{Entry, Step};
use crate::{
    inspection::model::RosterInspector,
    kernel::{actor::Actor, ids::InspectorId},
};

/// Whether nobody of these inspectors is left who may verify: each is recused from the unit, or has left the roster. Of
/// whom the roster knows nothing, nothing keeps them.
#[must_use]
pub fn nobody_left(
    inspectors: &[InspectorId],
    roster: &[RosterInspector],
    is_recused: impl Fn(&RosterInspector) -> bool,
) -> bool {
    let is_kept = |one: &InspectorId| {
        let known = roster.iter().find(|known| known.inspector == *one);
        known.is_some_and(|known| !known.is_active() || is_recused(known))
    };
    inspectors.iter().all(is_kept)
}

/// Who may verify in the place of the group, in the order of the roster: whoever is in use and not recused from the unit.
/// Where somebody was appointed before, they take their place: why nobody waits for them any more, such as a long leave, the
/// roster does not know. None where somebody of the group itself is left.
#[must_use]
pub fn candidates<'a>(
    entry: &Entry,
    roster: &'a [RosterInspector],
    is_recused: impl Fn(&RosterInspector) -> bool,
) -> Option<Vec<&'a RosterInspector>> {
    let is_new = |one: &&RosterInspector| !entry.inspectors.contains(&one.inspector);
    nobody_left(&entry.group(), roster, &is_recused)
        .then(|| roster.iter().filter(is_new).filter(|one| one.is_active() && !is_recused(one)).collect())
}

/// The entry as this person may know it: why nobody of the group verifies is no business of the unit.
#[must_use]
pub fn seen_by(actor: &Actor, mut entry: Entry) -> Entry {
    if actor.role.is_of_unit() {
        for event in entry.story.iter_mut().filter(|event| event.step == Step::AppointVerifier) {
            event.text = None;
        }
    }
    entry
}
