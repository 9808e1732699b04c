//! What several parts of the first page are made from, read once for all of them.

use std::collections::BTreeMap;

use crate::{
    inspection::{model::Visit, plan},
    kernel::{
        actor::{Actor, Role},
        ids::RoundId,
        permit::{Action, Subject, allows},
    },
    self_check::{
        self,
        model::{Round, Tally},
    },
    store::{Failure, Store},
};

/// What there is that concerns a person.
pub(super) struct Known {
    /// The visits to a person's unit, or those of an inspector's groups; none for the offices.
    pub(super) visits: Vec<Visit>,
    /// The rounds, newest first, for whoever reads the self-checks of the whole district.
    pub(super) rounds: Vec<Round>,
    /// How the submissions stand of those rounds that were opened: of each for the establishment office, which looks at
    /// them, and of the newest for the others.
    pub(super) tallies: BTreeMap<RoundId, Tally>,
}

impl Known {
    /// Reads what concerns this person.
    pub(super) async fn of(store: &Store, actor: &Actor) -> Result<Self, Failure> {
        let mut known = Self { visits: visits(store, actor).await?, rounds: Vec::new(), tallies: BTreeMap::new() };
        if allows(actor, Action::ReadSubmission, Subject::DISTRICT) {
            known.rounds = self_check::store::rounds(store).await?;
            let most = if actor.role == Role::EstablishmentOfficer { known.rounds.len() } else { 1 };
            let opened: Vec<RoundId> = known.opened().take(most).map(|round| round.round.clone()).collect();
            known.tallies = self_check::store::tallies(store, &opened).await?;
        }
        Ok(known)
    }

    /// The rounds that were opened, newest first.
    pub(super) fn opened(&self) -> impl Iterator<Item = &Round> {
        self.rounds.iter().filter(|round| round.state.is_opened())
    }
}

async fn visits(store: &Store, actor: &Actor) -> Result<Vec<Visit>, Failure> {
    match (actor.role, &actor.unit, &actor.inspector) {
        (Role::UnitClerk | Role::UnitHead, Some(unit), _) => plan::store::visits_of_unit(store, unit).await,
        (Role::Inspector, _, Some(inspector)) => plan::store::visits_of_inspector(store, inspector).await,
        _ => Ok(Vec::new()),
    }
}
