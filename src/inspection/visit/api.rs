//! The server functions of a visit. Everything that goes out has passed [`rules::seen_by`](super::rules::seen_by).

use std::collections::BTreeMap;

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::model::{Line, Saved, ScorePage, SelfCheckPage, VisitPage};
use crate::{answer::Read, error::AppError, kernel::ids::VisitId};

/// A visit, as far as the person may see it.
///
/// # Errors
/// [`AppError::NotFound`] where there is none or it is not theirs, [`AppError::NotPermitted`] for the administrators.
#[server(name = LoadVisit, prefix = "/api/visit", endpoint = "visit", input = GetUrl, output = Read)]
pub async fn visit(visit: VisitId) -> Result<VisitPage, AppError> {
    use crate::{
        inspection::visit::{store, view},
        server,
    };
    server::run("visit.visit", async {
        let actor = server::actor().await?;
        let database = server::store();
        let found = store::load_for(&database, &actor, &visit).await?;
        view::visit_page(&database, &actor, &found, server::today()).await
    })
    .await
}

/// What a scorer needs to score, and a leader to reconcile.
///
/// # Errors
/// As [`visit`]; [`AppError::NotPermitted`] for the unit.
#[server(name = LoadScore, prefix = "/api/visit", endpoint = "score", input = GetUrl, output = Read)]
pub async fn score(visit: VisitId) -> Result<ScorePage, AppError> {
    use crate::{
        inspection::visit::{store, view},
        server,
    };
    server::run("visit.score", async {
        let actor = server::actor().await?;
        let database = server::store();
        let found = store::load_for(&database, &actor, &visit).await?;
        if actor.role.is_of_unit() {
            return Err(AppError::NotPermitted.into());
        }
        view::score_page(&database, &actor, &found, server::today()).await
    })
    .await
}

/// The unit's signed self-check of the visit's season: what the group goes by when it prepares the visit.
///
/// # Errors
/// As [`visit`]; [`AppError::NotFound`] where the unit's head has signed none.
#[server(name = LoadSelfCheck, prefix = "/api/visit", endpoint = "self_check", input = GetUrl, output = Read)]
pub async fn self_check(visit: VisitId) -> Result<SelfCheckPage, AppError> {
    use crate::{
        inspection::visit::{store, view},
        server,
    };
    server::run("visit.self_check", async {
        let actor = server::actor().await?;
        let database = server::store();
        let found = store::load_for(&database, &actor, &visit).await?;
        view::self_check_page(&database, &actor, &found, server::today()).await
    })
    .await
}

/// The unit signs for the notice.
///
/// # Errors
/// A refusal that the person can act on.
#[server(prefix = "/api/visit", endpoint = "receive")]
pub async fn receive(visit: VisitId, seen: u32, key: String) -> Result<(), AppError> {
    use crate::{
        inspection::visit::store,
        server::{self, clock},
    };
    server::run("visit.receive", async {
        let actor = server::actor().await?;
        let database = server::store();
        let found = store::load_for(&database, &actor, &visit).await?;
        store::receive(&database, &actor, clock::now(), &key, &found, seen).await.map(|_| ())
    })
    .await
}

/// The group is there.
///
/// # Errors
/// A refusal that the person can act on.
#[server(prefix = "/api/visit", endpoint = "start")]
pub async fn start(visit: VisitId, seen: u32, key: String) -> Result<(), AppError> {
    use crate::{
        inspection::visit::store,
        server::{self, clock},
    };
    server::run("visit.start", async {
        let actor = server::actor().await?;
        let database = server::store();
        let found = store::load_for(&database, &actor, &visit).await?;
        store::start(&database, &actor, clock::now(), &key, &found, seen).await.map(|_| ())
    })
    .await
}

/// The establishment office appoints another leader, for the one there is cannot go on.
///
/// # Errors
/// Faults of the fields `leader` and `reason`.
#[server(prefix = "/api/visit", endpoint = "appoint_leader")]
pub async fn appoint_leader(
    visit: VisitId,
    seen: u32,
    #[server(default)] leader: String,
    reason: String,
    key: String,
) -> Result<(), AppError> {
    use crate::{
        inspection::visit::{input, store},
        kernel::{fault::Fault, ids::InspectorId},
        server::{self, clock},
    };
    server::run("visit.appoint_leader", async {
        let actor = server::actor().await?;
        let database = server::store();
        let found = store::load_for(&database, &actor, &visit).await?;
        let leader = InspectorId::parse(leader).map_err(|_| AppError::field("leader", Fault::Missing))?;
        let reason = input::reason(&reason)?;
        store::appoint_leader(&database, &actor, clock::now(), &key, &found, seen, &leader, reason).await.map(|_| ())
    })
    .await
}

/// Records a step of Art. 9. `what` is the stored word of the step or of the kind of materials.
///
/// # Errors
/// Faults of the fields `what`, `record` and `people`.
#[server(prefix = "/api/visit", endpoint = "record_step")]
pub async fn record_step(
    visit: VisitId,
    what: String,
    record: String,
    #[server(default)] people: String,
    key: String,
) -> Result<(), AppError> {
    use crate::{
        inspection::visit::{input, store},
        kernel::actor::Signature,
        server::{self, clock},
    };
    server::run("visit.record_step", async {
        let (actor, now) = (server::actor().await?, clock::now());
        let database = server::store();
        let found = store::load_for(&database, &actor, &visit).await?;
        let record = input::step_record(&what, &record, &people, Signature::of(&actor, now))?;
        store::record_step(&database, &actor, now, &key, &found, record).await.map(|_| ())
    })
    .await
}

/// Saves lines of the scorer's draft, and leads to the next area where one is named.
///
/// # Errors
/// [`AppError::Stale`] where another window saved meanwhile.
#[server(prefix = "/api/visit", endpoint = "save_sheet", output = Read)]
pub async fn save_sheet(
    visit: VisitId,
    seen: u32,
    window: String,
    #[server(default)] lines: BTreeMap<String, Line>,
    #[server(default)] next: String,
) -> Result<Saved, AppError> {
    use crate::{
        inspection::visit::{input, store},
        server::{self, clock},
    };
    server::run("visit.save_sheet", async {
        let actor = server::actor().await?;
        let database = server::store();
        let found = store::load_for(&database, &actor, &visit).await?;
        let lines = input::bounded(lines)?;
        let saved = store::save_sheet(&database, &actor, clock::now(), &found, seen, &window, lines).await?;
        if let Ok(area) = next.parse::<u8>() {
            leptos_axum::redirect(&format!("/visits/{visit}/score?area={area}"));
        }
        Ok(saved)
    })
    .await
}

/// Hands the scorer's sheet in.
///
/// # Errors
/// Every fault of the sheet by field.
#[server(prefix = "/api/visit", endpoint = "submit_sheet")]
pub async fn submit_sheet(visit: VisitId, key: String) -> Result<(), AppError> {
    use crate::{
        inspection::visit::store,
        server::{self, clock},
    };
    server::run("visit.submit_sheet", async {
        let actor = server::actor().await?;
        let database = server::store();
        let found = store::load_for(&database, &actor, &visit).await?;
        store::submit_sheet(&database, &actor, clock::now(), &key, &found).await.map(|_| ())
    })
    .await
}

/// The leader ends the entry before everybody has handed in.
///
/// # Errors
/// A fault of the field `reason`.
#[server(prefix = "/api/visit", endpoint = "close_entry")]
pub async fn close_entry(visit: VisitId, seen: u32, reason: String, key: String) -> Result<(), AppError> {
    use crate::{
        inspection::visit::{input, store},
        server::{self, clock},
    };
    server::run("visit.close_entry", async {
        let actor = server::actor().await?;
        let database = server::store();
        let found = store::load_for(&database, &actor, &visit).await?;
        let reason = input::reason(&reason)?;
        store::close_entry(&database, &actor, clock::now(), &key, &found, seen, reason).await.map(|_| ())
    })
    .await
}

/// Writes down a problem, or changes the one with this number.
///
/// # Errors
/// Faults of the fields `area`, `indicator`, `title`, `detail`, `severity`, `advice` and `proved_by`.
#[server(prefix = "/api/visit", endpoint = "keep_finding")]
pub async fn keep_finding(
    visit: VisitId,
    #[server(default)] number: u32,
    #[server(default)] seen: u32,
    area: String,
    #[server(default)] indicator: String,
    title: String,
    detail: String,
    severity: String,
    advice: String,
    #[server(default)] proved_by: String,
    key: String,
) -> Result<(), AppError> {
    use crate::{
        inspection::visit::{input, store},
        kernel::actor::Signature,
        server::{self, clock},
    };
    server::run("visit.keep_finding", async {
        let (actor, now) = (server::actor().await?, clock::now());
        let database = server::store();
        let found = store::load_for(&database, &actor, &visit).await?;
        let (_, sheet) = store::standard_of(&database, &found).await?;
        let typed = input::TypedFinding { area, indicator, title, detail, severity, advice, proved_by };
        let finding = typed.parse(&sheet, found.steps.len(), number, Signature::of(&actor, now))?;
        if number == 0 {
            store::add_finding(&database, &actor, now, &key, &found, finding).await.map(|_| ())
        } else {
            store::edit_finding(&database, &actor, now, &key, &found, seen, finding).await.map(|_| ())
        }
    })
    .await
}

/// Removes a problem; its number is not given again.
///
/// # Errors
/// A fault of the field `reason`.
#[server(prefix = "/api/visit", endpoint = "remove_finding")]
pub async fn remove_finding(
    visit: VisitId,
    number: u32,
    seen: u32,
    reason: String,
    key: String,
) -> Result<(), AppError> {
    use crate::{
        inspection::visit::{input, store},
        server::{self, clock},
    };
    server::run("visit.remove_finding", async {
        let actor = server::actor().await?;
        let database = server::store();
        let found = store::load_for(&database, &actor, &visit).await?;
        let reason = input::reason(&reason)?;
        store::remove_finding(&database, &actor, clock::now(), &key, &found, seen, number, reason).await.map(|_| ())
    })
    .await
}

/// Writes down a good practice.
///
/// # Errors
/// Faults of the fields `area` and `text`.
#[server(prefix = "/api/visit", endpoint = "add_good_practice")]
pub async fn add_good_practice(visit: VisitId, area: String, text: String, key: String) -> Result<(), AppError> {
    use crate::{
        inspection::visit::{input, store},
        kernel::actor::Signature,
        server::{self, clock},
    };
    server::run("visit.add_good_practice", async {
        let (actor, now) = (server::actor().await?, clock::now());
        let database = server::store();
        let found = store::load_for(&database, &actor, &visit).await?;
        let practice = input::good_practice(&area, &text, Signature::of(&actor, now))?;
        store::add_good_practice(&database, &actor, now, &key, &found, practice).await.map(|_| ())
    })
    .await
}

/// Removes the good practice at this place, from 0.
///
/// # Errors
/// A refusal that the person can act on.
#[server(prefix = "/api/visit", endpoint = "remove_good_practice")]
pub async fn remove_good_practice(visit: VisitId, place: usize, seen: u32, key: String) -> Result<(), AppError> {
    use crate::{
        inspection::visit::store,
        server::{self, clock},
    };
    server::run("visit.remove_good_practice", async {
        let actor = server::actor().await?;
        let database = server::store();
        let found = store::load_for(&database, &actor, &visit).await?;
        store::remove_good_practice(&database, &actor, clock::now(), &key, &found, seen, place).await.map(|_| ())
    })
    .await
}

/// Gives the oral feedback. `left_out` are the reasons for what has no record, by its stored word.
///
/// # Errors
/// Faults of the fields `text` and `left_out[…]`.
#[server(prefix = "/api/visit", endpoint = "oral_feedback")]
pub async fn give_feedback(
    visit: VisitId,
    seen: u32,
    text: String,
    #[server(default)] left_out: BTreeMap<String, String>,
    key: String,
) -> Result<(), AppError> {
    use crate::{
        inspection::visit::{input, store},
        server::{self, clock},
    };
    server::run("visit.oral_feedback", async {
        let actor = server::actor().await?;
        let database = server::store();
        let found = store::load_for(&database, &actor, &visit).await?;
        let text = input::long("text", &text)?;
        let left_out = input::reasons(&left_out)?;
        store::oral_feedback(&database, &actor, clock::now(), &key, &found, seen, text, &left_out).await.map(|_| ())
    })
    .await
}

/// The unit acknowledges the oral feedback, and may contest it.
///
/// # Errors
/// A fault of the field `answer`.
#[server(prefix = "/api/visit", endpoint = "acknowledge")]
pub async fn acknowledge(
    visit: VisitId,
    seen: u32,
    #[server(default)] answer: String,
    #[server(default)] contested: bool,
    key: String,
) -> Result<(), AppError> {
    use crate::{
        inspection::visit::store,
        kernel::text::Note,
        server::{self, clock},
    };
    server::run("visit.acknowledge", async {
        let actor = server::actor().await?;
        let database = server::store();
        let found = store::load_for(&database, &actor, &visit).await?;
        let answer = Note::parse_optional(&answer).map_err(|fault| AppError::field("answer", fault))?;
        store::acknowledge(&database, &actor, clock::now(), &key, &found, seen, answer, contested).await.map(|_| ())
    })
    .await
}

/// The leader makes one score of all sheets.
///
/// # Errors
/// Every fault of the entries by field.
#[server(prefix = "/api/visit", endpoint = "reconcile")]
pub async fn reconcile(
    visit: VisitId,
    seen: u32,
    #[server(default)] lines: BTreeMap<String, Line>,
    key: String,
) -> Result<(), AppError> {
    use crate::{
        inspection::visit::{input, store},
        server::{self, clock},
    };
    server::run("visit.reconcile", async {
        let actor = server::actor().await?;
        let database = server::store();
        let found = store::load_for(&database, &actor, &visit).await?;
        let lines = input::bounded(lines)?;
        store::reconcile(&database, &actor, clock::now(), &key, &found, seen, &lines).await.map(|_| ())
    })
    .await
}

/// The leader locks the score.
///
/// # Errors
/// A fault of the field `findings[…]` for each problem that nothing proves.
#[server(prefix = "/api/visit", endpoint = "lock")]
pub async fn lock(visit: VisitId, seen: u32, key: String) -> Result<(), AppError> {
    use crate::{
        inspection::visit::store,
        server::{self, clock},
    };
    server::run("visit.lock", async {
        let actor = server::actor().await?;
        let database = server::store();
        let found = store::load_for(&database, &actor, &visit).await?;
        store::lock(&database, &actor, clock::now(), &key, &found, seen).await.map(|_| ())
    })
    .await
}

/// The establishment office sends the written feedback.
///
/// # Errors
/// A fault of the field `text`.
#[server(prefix = "/api/visit", endpoint = "written_feedback")]
pub async fn answer(visit: VisitId, seen: u32, text: String, key: String) -> Result<(), AppError> {
    use crate::{
        inspection::visit::{input, store},
        server::{self, clock},
    };
    server::run("visit.written_feedback", async {
        let actor = server::actor().await?;
        let database = server::store();
        let found = store::load_for(&database, &actor, &visit).await?;
        let text = input::long("text", &text)?;
        store::written_feedback(&database, &actor, clock::now(), &key, &found, seen, text).await.map(|_| ())
    })
    .await
}
