//! What may be done with an edition, by whom, and what each step makes of it.

use crate::{
    kernel::{
        actor::{Actor, Signature},
        ids::SeasonId,
        permit::{Action, Subject, allows},
    },
    ranking::model::{Computation, Meeting, Publication, RankingRound, RankingState, Reasoned, Step, UnitStanding},
};

/// The state after a step, or `None` where the state does not allow it.
#[must_use]
pub const fn next(state: RankingState, step: Step) -> Option<RankingState> {
    use RankingState as S;
    use Step as T;
    match (state, step) {
        (S::Collecting | S::Computed, T::Compute) | (S::Tabled, T::SendBack) => Some(S::Computed),
        (S::Computed, T::Table) | (S::Tabled, T::RecordMeeting) => Some(S::Tabled),
        (S::Tabled, T::Adopt) => Some(S::Adopted),
        (S::Adopted, T::Publish) => Some(S::Published),
        (S::Published, T::Correct) => Some(S::Corrected),
        // Spelled out so that a new state or step must be placed here on purpose.
        (S::Collecting, T::Table | T::SendBack | T::RecordMeeting | T::Adopt | T::Publish | T::Correct)
        | (S::Computed, T::SendBack | T::RecordMeeting | T::Adopt | T::Publish | T::Correct)
        | (S::Tabled, T::Compute | T::Table | T::Publish | T::Correct)
        | (S::Adopted, T::Compute | T::Table | T::SendBack | T::RecordMeeting | T::Adopt | T::Correct)
        | (S::Published, T::Compute | T::Table | T::SendBack | T::RecordMeeting | T::Adopt | T::Publish)
        | (S::Corrected, T::Compute | T::Table | T::SendBack | T::RecordMeeting | T::Adopt | T::Publish | T::Correct) => {
            None
        }
    }
}

/// The right that a step needs: the establishment office computes, the reform office's leader decides.
#[must_use]
pub const fn right(step: Step) -> Action {
    match step {
        Step::Compute | Step::Table => Action::ManageRanking,
        Step::SendBack | Step::RecordMeeting | Step::Adopt | Step::Publish | Step::Correct => Action::AdoptRanking,
    }
}

/// Whether this person may take this step now. `round` is the newest edition of the season; none while scores are
/// collected. A ranking is adopted only on a recorded meeting's decision.
#[must_use]
pub fn allowed(actor: &Actor, round: Option<&RankingRound>, step: Step) -> bool {
    let state = round.map_or(RankingState::Collecting, |round| round.state);
    let meeting_is_there = step != Step::Adopt || round.is_some_and(|round| round.meeting.is_some());
    allows(actor, right(step), Subject::DISTRICT) && next(state, step).is_some() && meeting_is_there
}

/// Whether there is anything of a season to compute a ranking of: an edition of it, or units that stand in it as these do.
/// An address may name any season, and an edition of it would stay for good.
#[must_use]
pub fn has_begun(round: Option<&RankingRound>, standings: &[UnitStanding]) -> bool {
    round.is_some() || !standings.is_empty()
}

/// Everything that this person may do now.
#[must_use]
pub fn allowed_steps(actor: &Actor, round: Option<&RankingRound>) -> Vec<Step> {
    Step::ALL.into_iter().filter(|step| allowed(actor, round, *step)).collect()
}

/// The first computation of a season, or the one of a new edition.
#[must_use]
pub fn opened(
    season: SeasonId,
    edition: u32,
    computation: Computation,
    computed: Signature,
    corrects: Option<Reasoned>,
) -> RankingRound {
    RankingRound {
        season,
        edition,
        state: RankingState::Computed,
        computation,
        times_computed: 1,
        computed,
        tabled: None,
        sent_back: None,
        meeting: None,
        adopted: None,
        published: None,
        corrects,
        corrected: None,
        version: 1,
    }
}

/// The edition with a new computation in the place of the old.
#[must_use]
pub fn computed_again(round: &RankingRound, computation: Computation, computed: Signature) -> Option<RankingRound> {
    let state = next(round.state, Step::Compute)?;
    let times_computed = round.times_computed.saturating_add(1);
    Some(RankingRound { state, computation, computed, times_computed, ..round.clone() })
}

/// The edition before the meeting.
#[must_use]
pub fn tabled(round: &RankingRound, signed: Signature) -> Option<RankingRound> {
    let state = next(round.state, Step::Table)?;
    Some(RankingRound { state, tabled: Some(signed), ..round.clone() })
}

/// The edition sent back. The record of the meeting that did so stays in the journal, and the next meeting is recorded
/// anew.
#[must_use]
pub fn sent_back(round: &RankingRound, reason: Reasoned) -> Option<RankingRound> {
    let state = next(round.state, Step::SendBack)?;
    Some(RankingRound { state, sent_back: Some(reason), tabled: None, meeting: None, ..round.clone() })
}

/// The edition with the meeting's record.
#[must_use]
pub fn met(round: &RankingRound, meeting: Meeting) -> Option<RankingRound> {
    let state = next(round.state, Step::RecordMeeting)?;
    Some(RankingRound { state, meeting: Some(meeting), ..round.clone() })
}

/// The edition adopted; `None` without a recorded meeting.
#[must_use]
pub fn adopted(round: &RankingRound, signed: Signature) -> Option<RankingRound> {
    let state = next(round.state, Step::Adopt)?;
    round.meeting.as_ref()?;
    Some(RankingRound { state, adopted: Some(signed), ..round.clone() })
}

/// The edition published.
#[must_use]
pub fn published(round: &RankingRound, publication: Publication) -> Option<RankingRound> {
    let state = next(round.state, Step::Publish)?;
    Some(RankingRound { state, published: Some(publication), ..round.clone() })
}

/// The edition marked as replaced. Nothing else of it changes.
#[must_use]
pub fn corrected(round: &RankingRound, reason: Reasoned) -> Option<RankingRound> {
    let state = next(round.state, Step::Correct)?;
    Some(RankingRound { state, corrected: Some(reason), ..round.clone() })
}
