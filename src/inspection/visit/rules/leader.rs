//! Another leader for a visit that is under way. What is the leader's alone (ending the entry of scores, reconciling,
//! locking) would wait for ever where the leader cannot go on.

use crate::{
    inspection::model::{LeaderChange, RosterInspector, Visit},
    kernel::{actor::Signature, ids::InspectorId, text::Note},
};

/// Who may lead in the place of the leader, in the order of the roster: whoever of the group may lead and is not recused
/// from the unit (Art. 14). Where there is nobody such in the group, whoever of the roster may, is not, and is free.
#[must_use]
pub fn successors<'a>(
    visit: &Visit,
    roster: &'a [RosterInspector],
    is_recused: impl Fn(&InspectorId) -> bool,
    is_free: impl Fn(&InspectorId) -> bool,
) -> Vec<&'a RosterInspector> {
    let may_lead = |one: &&RosterInspector| {
        one.may_lead && one.is_active() && one.inspector != visit.leader && !is_recused(&one.inspector)
    };
    let able: Vec<&RosterInspector> = roster.iter().filter(may_lead).collect();
    if able.iter().any(|one| visit.inspectors.contains(&one.inspector)) {
        able.into_iter().filter(|one| visit.inspectors.contains(&one.inspector)).collect()
    } else {
        able.into_iter().filter(|one| is_free(&one.inspector)).collect()
    }
}

/// Puts this leader in the place of the one there is, who stays of the group. `is_recused` says whether the one there is
/// may not check the unit any more.
pub fn appoint(visit: &mut Visit, leader: &InspectorId, reason: Note, is_recused: bool, signed: Signature) {
    let joined = !visit.inspectors.contains(leader);
    let former = std::mem::replace(&mut visit.leader, leader.clone());
    // The leader stands first.
    visit.inspectors.retain(|one| one != leader);
    visit.inspectors.insert(0, leader.clone());
    let (leader, reason) = (leader.clone(), Some(reason));
    visit.leader_changes.push(LeaderChange { former, leader, reason, recused: is_recused, joined, signed });
}

/// Whether the group's score waits for a sheet of this person of the group. It does not for a former leader who is
/// recused, nor for a leader who joined later: whoever makes one score of what others saw on site adds nothing to it.
#[must_use]
pub fn hands_in(visit: &Visit, inspector: &InspectorId) -> bool {
    !visit.leader_changes.iter().any(|change| {
        let left = change.recused && change.former == *inspector;
        let joined = change.joined && change.leader == *inspector;
        left || joined
    })
}
