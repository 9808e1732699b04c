//! The plain routes for the files of a draft. A server function would read a whole body without a limit, and a form of
//! a page without scripts has to work.

use axum::{
    Router,
    extract::{Multipart, Path, State},
    http::HeaderMap,
    response::Response,
    routing::post,
};

use super::{
    draft,
    form::CheckForm,
    model::{Step, Submission},
    rules::{self, answer::evidence_field},
    store::{self, Act},
};
use crate::{
    error::AppError,
    evidence::upload::{key_of, receive_all},
    kernel::{
        actor::Actor,
        fault::Fault,
        ids::{EvidenceId, RoundId, UnitCode},
        permit::{self, Action, Subject},
    },
    server::{self, AppState, Session, answer::taken, clock},
    store::{Failure, done_before},
};

/// The routes that take files and take them out again; they are given more room than others.
pub fn uploads() -> Router<AppState> {
    Router::new()
        .route("/self-check/{round}/{unit}/evidence", post(take))
        .route("/self-check/{round}/{unit}/evidence/{file}/remove", post(remove))
}

async fn take(
    State(state): State<AppState>,
    session: Session,
    Path((round, unit)): Path<(String, String)>,
    headers: HeaderMap,
    form: Multipart,
) -> Response {
    server::reply("self_check.attach", &headers, async {
        let actor = server::person(&state, Some(&session)).await?;
        let open = open(&state, &actor, &round, &unit).await?;
        let (files, texts) = receive_all(&state, &actor, form).await?;
        let code = texts.get("question").map(String::as_str).unwrap_or_default();
        let question = open.form.question(code).ok_or(AppError::NotFound)?;
        if files.is_empty() {
            return Err(AppError::field("files", Fault::Missing).into());
        }
        let key = key_of(&texts, &files)?;
        if !done_before(&state.store, &actor, &["self_check.attach"], &key).await? {
            take_up(&state, &actor, &open.submission, &key).await?;
            draft::store::attach(&state.store, &actor, clock::now(), &key, &open.submission, code, &files).await?;
        }
        Ok(taken(&headers, &back(&open.submission, question.area.number(), code)))
    })
    .await
}

async fn remove(
    State(state): State<AppState>,
    session: Session,
    Path((round, unit, file)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Response {
    server::reply("self_check.detach", &headers, async {
        let actor = server::person(&state, Some(&session)).await?;
        let open = open(&state, &actor, &round, &unit).await?;
        let file = EvidenceId::parse(&file).map_err(|_| AppError::NotFound)?;
        let (file, code) = draft::store::file(&state.store, &open.submission, &file).await?;
        let key = format!("self_check.detach.{}.{}", file.evidence, file.version);
        take_up(&state, &actor, &open.submission, &key).await?;
        draft::store::detach(&state.store, &actor, clock::now(), &key, &file).await?;
        let area = open.form.question(&code).map_or(1, |question| question.area.number());
        Ok(taken(&headers, &back(&open.submission, area, &code)))
    })
    .await
}

/// A submission that may be filled in by this person now, and what it answers.
struct Filling {
    submission: Submission,
    form: CheckForm,
}

async fn open(state: &AppState, actor: &Actor, round: &str, unit: &str) -> Result<Filling, Failure> {
    let round = RoundId::parse(round).map_err(|_| AppError::NotFound)?;
    let unit = UnitCode::parse(unit).map_err(|_| AppError::NotFound)?;
    permit::check(actor, Action::FillSubmission, Subject::unit(&unit))?;
    let submission = store::load(&state.store, &round, &unit).await?.ok_or(AppError::NotFound)?;
    if !rules::allowed(actor, &submission, Step::Edit) {
        return Err(AppError::NotAllowedNow.into());
    }
    let form = store::form_of_submission(&state.store, &submission).await?;
    Ok(Filling { submission, form })
}

/// A new proof changes a returned submission as a new answer does.
async fn take_up(state: &AppState, actor: &Actor, submission: &Submission, key: &str) -> Result<(), Failure> {
    let key = format!("{key}.edit");
    let act = Act { actor, at: clock::now(), key: &key, seen: submission.version };
    store::take_up(&state.store, act, submission).await.map(|_| ())
}

/// The address of the question on its page.
fn back(submission: &Submission, area: u8, code: &str) -> String {
    let field = crate::ui::field_id(&evidence_field(code));
    format!("/self-check/{}/{}?part={area}#{field}", submission.round, submission.unit)
}
