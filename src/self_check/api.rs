//! The server functions of the self-check.

use std::collections::BTreeMap;

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::model::{Entered, RoundView, RoundsPage, Saved, SubmissionView};
use crate::{
    answer::Read,
    error::AppError,
    kernel::ids::{RoundId, UnitCode},
};

/// The rounds for the offices, in the order of which `sort` is the word; the tasks for a unit's people.
///
/// # Errors
/// [`AppError::NotPermitted`] for those who have no business with self-checks.
#[server(name = LoadRounds, prefix = "/api/self_check", endpoint = "rounds", input = GetUrl, output = Read)]
pub async fn rounds(#[server(default)] sort: String) -> Result<RoundsPage, AppError> {
    use crate::{
        kernel::listing::ListOrder,
        self_check::{model::RoundOrder, reads},
        server,
    };
    server::run("self_check.rounds", async {
        let actor = server::actor().await?;
        reads::rounds_page(&server::store(), &actor, RoundOrder::from_code(&sort), server::today()).await
    })
    .await
}

/// A round: who has submitted and who has not. `state` is a state's word or `missing`, `kind` a kind's, `sort` an order's;
/// anything else filters nothing. `q` is looked for in the unit's code and name.
///
/// # Errors
/// [`AppError::NotFound`], also for a unit's people: their page is the submission.
#[server(name = LoadRound, prefix = "/api/self_check", endpoint = "round", input = GetUrl, output = Read)]
pub async fn round(
    round: RoundId,
    #[server(default)] state: String,
    #[server(default)] kind: String,
    #[server(default)] q: String,
    #[server(default)] sort: String,
    #[server(default)] after: String,
) -> Result<RoundView, AppError> {
    use crate::{
        kernel::permit::{self, Action, Subject},
        self_check::{reads, store::Filter},
        server,
    };
    server::run("self_check.round", async {
        let actor = server::actor().await?;
        permit::check(&actor, Action::ReadSubmission, Subject::DISTRICT)?;
        let filter = Filter { after, ..Filter::asked(&state, &kind).searched(&q, &sort) };
        reads::round_view(&server::store(), &round, filter, server::today()).await
    })
    .await
}

/// A unit's submission, with what this person may read of it. An inspector reads it from the visit, for only a visit
/// says who is of its group.
///
/// # Errors
/// [`AppError::NotFound`] where there is none, or where it is another unit's.
#[server(name = LoadSubmission, prefix = "/api/self_check", endpoint = "submission", input = GetUrl, output = Read)]
pub async fn submission(round: RoundId, unit: UnitCode) -> Result<SubmissionView, AppError> {
    use crate::{
        kernel::permit::{self, Action, Subject},
        self_check::reads,
        server,
    };
    server::run("self_check.submission", async {
        let actor = server::actor().await?;
        permit::check(&actor, Action::ReadSubmission, Subject::unit(&unit))?;
        reads::submission_view(&server::store(), &actor, &round, &unit, server::today()).await
    })
    .await
}

/// Prepares a round and leads to its page.
///
/// # Errors
/// Faults by field, or [`AppError::NotAllowedNow`] where no form was imported yet.
#[server(prefix = "/api/self_check", endpoint = "draft_round")]
pub async fn draft_round(
    season: String,
    title: String,
    #[server(default)] unit_kinds: Vec<String>,
    working_days: String,
    key: String,
) -> Result<(), AppError> {
    use crate::{
        kernel::permit::{self, Action, Subject},
        self_check::{rules, store},
        server::{self, clock},
    };
    server::run("self_check.draft_round", async {
        let actor = server::actor().await?;
        permit::check(&actor, Action::ManageRound, Subject::DISTRICT)?;
        let new = rules::parse_round(&season, &title, &unit_kinds, &working_days, server::today());
        let new = new.map_err(AppError::Invalid)?;
        let round = store::draft_round(&server::store(), &actor, clock::now(), &key, new).await?;
        leptos_axum::redirect(&format!("/self-check/{}", round.round));
        Ok(())
    })
    .await
}

/// Prepares a draft of a round anew: what was entered, the newest form, and the weights that hold now.
///
/// # Errors
/// Faults by field; [`AppError::NotFound`], [`AppError::Stale`], [`AppError::NotAllowedNow`].
#[server(prefix = "/api/self_check", endpoint = "edit_round")]
pub async fn edit_round(
    round: RoundId,
    title: String,
    #[server(default)] unit_kinds: Vec<String>,
    working_days: String,
    seen: u32,
    key: String,
) -> Result<(), AppError> {
    use crate::{
        kernel::permit::{self, Action, Subject},
        self_check::{rules, store},
        server::{self, clock},
    };
    server::run("self_check.edit_round", async {
        let actor = server::actor().await?;
        permit::check(&actor, Action::ManageRound, Subject::DISTRICT)?;
        let terms = rules::parse_terms(&title, &unit_kinds, &working_days).map_err(AppError::Invalid)?;
        let round = store::round(&server::store(), &round).await?.ok_or(AppError::NotFound)?;
        store::edit_round(&server::store(), &actor, clock::now(), &key, &round, seen, terms).await
    })
    .await
}

/// Gives a draft of a round up, with a reason: no unit ever hears of it.
///
/// # Errors
/// A fault of the field `reason`; [`AppError::NotFound`], [`AppError::Stale`], [`AppError::NotAllowedNow`].
#[server(prefix = "/api/self_check", endpoint = "discard_round")]
pub async fn discard_round(
    round: RoundId,
    #[server(default)] reason: String,
    seen: u32,
    key: String,
) -> Result<(), AppError> {
    use crate::{
        kernel::{
            permit::{self, Action, Subject},
            text::Note,
        },
        self_check::store,
        server::{self, clock},
    };
    server::run("self_check.discard_round", async {
        let actor = server::actor().await?;
        permit::check(&actor, Action::ManageRound, Subject::DISTRICT)?;
        let reason = Note::parse(reason).map_err(|fault| AppError::field("reason", fault))?;
        let round = store::round(&server::store(), &round).await?.ok_or(AppError::NotFound)?;
        store::discard_round(&server::store(), &actor, clock::now(), &key, &round, seen, reason).await
    })
    .await
}

/// Opens a round: every unit of its kinds has its task from now on.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Stale`], [`AppError::NotAllowedNow`].
#[server(prefix = "/api/self_check", endpoint = "open_round")]
pub async fn open_round(round: RoundId, seen: u32, key: String) -> Result<(), AppError> {
    use crate::{
        kernel::permit::{self, Action, Subject},
        self_check::store,
        server::{self, clock},
    };
    server::run("self_check.open_round", async {
        let actor = server::actor().await?;
        permit::check(&actor, Action::ManageRound, Subject::DISTRICT)?;
        let round = store::round(&server::store(), &round).await?.ok_or(AppError::NotFound)?;
        store::open_round(&server::store(), &actor, clock::now(), &key, &round, seen).await
    })
    .await
}

/// Closes a round: what still comes in is late.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Stale`], [`AppError::NotAllowedNow`].
#[server(prefix = "/api/self_check", endpoint = "close_round")]
pub async fn close_round(round: RoundId, seen: u32, key: String) -> Result<(), AppError> {
    use crate::{
        kernel::permit::{self, Action, Subject},
        self_check::store,
        server::{self, clock},
    };
    server::run("self_check.close_round", async {
        let actor = server::actor().await?;
        permit::check(&actor, Action::ManageRound, Subject::DISTRICT)?;
        let round = store::round(&server::store(), &round).await?.ok_or(AppError::NotFound)?;
        store::close_round(&server::store(), &actor, clock::now(), &key, &round, seen).await
    })
    .await
}

/// Reminds units of their self-check (催报): those that are named, or with `all` every one whose turn it is, as far as
/// `state`, `kind` and `q` let it through, which are those of [`round`]. Who was reminded today, or has handed in before this
/// is written, is passed over.
///
/// # Errors
/// A fault of the field `units[]` where none is named; [`AppError::NotFound`], [`AppError::NotAllowedNow`] where nobody is
/// left to remind.
#[server(prefix = "/api/self_check", endpoint = "remind")]
pub async fn remind(
    round: RoundId,
    #[server(default)] units: Vec<UnitCode>,
    #[server(default)] all: bool,
    #[server(default)] state: String,
    #[server(default)] kind: String,
    #[server(default)] q: String,
    key: String,
) -> Result<(), AppError> {
    use crate::{
        kernel::{
            fault::{Fault, FieldFault},
            permit::{self, Action, Subject},
        },
        self_check::{
            reminder::store::{Whom, remind},
            store::{self, Filter},
        },
        server::{self, clock},
    };
    server::run("self_check.remind", async {
        let actor = server::actor().await?;
        permit::check(&actor, Action::ManageRound, Subject::DISTRICT)?;
        if units.is_empty() && !all {
            return Err(AppError::Invalid(vec![FieldFault::new("units[]", Fault::TooFew { least: 1 })]).into());
        }
        let round = store::round(&server::store(), &round).await?.ok_or(AppError::NotFound)?;
        let whom = match all {
            true => Whom::All(Filter::asked(&state, &kind).searched(&q, "")),
            false => Whom::These(units.into_iter().collect()),
        };
        remind(&server::store(), &actor, clock::now(), &key, &round, &whom).await
    })
    .await
}

/// Keeps what a clerk has typed into one part of the form; `next` is the part to go to, or empty to stay.
///
/// # Errors
/// Texts that are too long, by field; [`AppError::Stale`] where somebody else saved or acted since.
#[server(prefix = "/api/self_check", endpoint = "save_draft", output = Read)]
#[allow(clippy::too_many_arguments)]
pub async fn save_draft(
    round: RoundId,
    unit: UnitCode,
    #[server(default)] answers: BTreeMap<String, Entered>,
    #[server(default)] scores: BTreeMap<String, String>,
    revision: u32,
    #[server(default)] next: String,
    seen: u32,
    key: String,
) -> Result<Saved, AppError> {
    use crate::{
        kernel::permit::{self, Action, Subject},
        self_check::{draft, model::Step, rules, store, store::Act},
        server::{self, clock},
    };
    server::run("self_check.save_draft", async {
        let actor = server::actor().await?;
        let database = server::store();
        permit::check(&actor, Action::FillSubmission, Subject::unit(&unit))?;
        let submission = store::load(&database, &round, &unit).await?.ok_or(AppError::NotFound)?;
        if submission.version != seen {
            return Err(AppError::Stale.into());
        }
        if !rules::allowed(&actor, &submission, Step::Edit) {
            return Err(AppError::NotAllowedNow.into());
        }
        let form = store::form_of_submission(&database, &submission).await?;
        let kept = draft::store::load(&database, &submission).await?;
        let merged = rules::answer::merge(&form, &kept, answers, scores).map_err(AppError::Invalid)?;
        let act = Act { actor: &actor, at: clock::now(), key: &key, seen };
        // What is sent again because the first answer was lost overwrites nothing, whatever was saved since.
        let saved = match kept.revision == revision {
            true => draft::store::save(&database, &actor, act.at, merged, revision).await?,
            false if merged == kept => kept,
            false => return Err(AppError::Stale.into()),
        };
        let version = store::take_up(&database, act, &submission).await?;
        if let Some(next) = rules::part(&next) {
            leptos_axum::redirect(&format!("/self-check/{round}/{unit}?part={next}"));
        }
        Ok(Saved { revision: saved.revision, version, at: act.at })
    })
    .await
}

/// Hands a complete draft to the unit's head.
///
/// # Errors
/// Everything that is missing or wrong, by field; [`AppError::Stale`], [`AppError::NotAllowedNow`].
#[server(prefix = "/api/self_check", endpoint = "hand_over")]
pub async fn hand_over(round: RoundId, unit: UnitCode, seen: u32, key: String) -> Result<(), AppError> {
    use crate::{
        kernel::permit::{self, Action, Subject},
        self_check::{draft, rules, store, store::Act},
        server::{self, clock},
    };
    server::run("self_check.hand_over", async {
        let actor = server::actor().await?;
        let database = server::store();
        permit::check(&actor, Action::FillSubmission, Subject::unit(&unit))?;
        let submission = store::load(&database, &round, &unit).await?.ok_or(AppError::NotFound)?;
        let asked = store::round(&database, &round).await?.ok_or(AppError::NotFound)?;
        let form = store::form_of(&database, &asked).await?;
        let draft = draft::store::load(&database, &submission).await?;
        let files = draft::store::files(&database, &round, &unit).await?;
        let content = rules::answer::complete(&form, asked.weights, &draft, &files, server::today());
        let content = content.map_err(AppError::Invalid)?;
        let act = Act { actor: &actor, at: clock::now(), key: &key, seen };
        store::hand_over(&database, act, &submission, content).await?;
        leptos_axum::redirect(&format!("/self-check/{round}/{unit}"));
        Ok(())
    })
    .await
}

/// The head signs for the truth of what is submitted (Art. 15).
///
/// # Errors
/// A fault of the field `declared` where the declaration was not made; [`AppError::Stale`], [`AppError::NotAllowedNow`].
#[server(prefix = "/api/self_check", endpoint = "sign")]
pub async fn sign(
    round: RoundId,
    unit: UnitCode,
    #[server(default)] declared: bool,
    seen: u32,
    key: String,
) -> Result<(), AppError> {
    use crate::{
        kernel::{
            fault::Fault,
            permit::{self, Action, Subject},
        },
        self_check::{store, store::Act},
        server::{self, clock},
    };
    server::run("self_check.sign", async {
        let actor = server::actor().await?;
        permit::check(&actor, Action::SignSubmission, Subject::unit(&unit))?;
        if !declared {
            return Err(AppError::field("declared", Fault::Missing).into());
        }
        let submission = store::load(&server::store(), &round, &unit).await?.ok_or(AppError::NotFound)?;
        let act = Act { actor: &actor, at: clock::now(), key: &key, seen };
        store::sign(&server::store(), act, &submission).await
    })
    .await
}

/// The head hands a submission back to the clerk, with a reason.
///
/// # Errors
/// A fault of the field `reason`; [`AppError::Stale`], [`AppError::NotAllowedNow`].
#[server(prefix = "/api/self_check", endpoint = "hand_back")]
pub async fn hand_back(round: RoundId, unit: UnitCode, reason: String, seen: u32, key: String) -> Result<(), AppError> {
    use crate::{
        kernel::{
            permit::{self, Action, Subject},
            text::Note,
        },
        self_check::{store, store::Act},
        server::{self, clock},
    };
    server::run("self_check.hand_back", async {
        let actor = server::actor().await?;
        permit::check(&actor, Action::SignSubmission, Subject::unit(&unit))?;
        let reason = Note::parse(reason).map_err(|fault| AppError::field("reason", fault))?;
        let submission = store::load(&server::store(), &round, &unit).await?.ok_or(AppError::NotFound)?;
        let act = Act { actor: &actor, at: clock::now(), key: &key, seen };
        store::hand_back(&server::store(), act, &submission, reason).await
    })
    .await
}

/// The office accepts a submission.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::Stale`], [`AppError::NotAllowedNow`].
#[server(prefix = "/api/self_check", endpoint = "accept")]
pub async fn accept(round: RoundId, unit: UnitCode, seen: u32, key: String) -> Result<(), AppError> {
    use crate::{
        kernel::permit::{self, Action, Subject},
        self_check::{store, store::Act},
        server::{self, clock},
    };
    server::run("self_check.accept", async {
        let actor = server::actor().await?;
        permit::check(&actor, Action::ReviewSubmission, Subject::unit(&unit))?;
        let submission = store::load(&server::store(), &round, &unit).await?.ok_or(AppError::NotFound)?;
        let act = Act { actor: &actor, at: clock::now(), key: &key, seen };
        store::accept(&server::store(), act, &submission).await
    })
    .await
}

/// The office returns a submission with remarks by question, and one for the whole.
///
/// # Errors
/// Faults by field, also where there is no remark at all; [`AppError::Stale`], [`AppError::NotAllowedNow`].
#[server(name = ReturnSubmission, prefix = "/api/self_check", endpoint = "return")]
pub async fn send_back(
    round: RoundId,
    unit: UnitCode,
    #[server(default)] remarks: BTreeMap<String, String>,
    #[server(default)] general: String,
    seen: u32,
    key: String,
) -> Result<(), AppError> {
    use crate::{
        kernel::permit::{self, Action, Subject},
        self_check::{rules, store, store::Act},
        server::{self, clock},
    };
    server::run("self_check.return", async {
        let actor = server::actor().await?;
        let database = server::store();
        permit::check(&actor, Action::ReviewSubmission, Subject::unit(&unit))?;
        let submission = store::load(&database, &round, &unit).await?.ok_or(AppError::NotFound)?;
        let form = store::form_of_submission(&database, &submission).await?;
        let (remarks, general) = rules::parse_remarks(&remarks, &general, |code| form.question(code).is_some())
            .map_err(AppError::Invalid)?;
        let act = Act { actor: &actor, at: clock::now(), key: &key, seen };
        store::send_back(&database, act, &submission, remarks, general).await
    })
    .await
}
