//! `POST /register/preview/{kind}`, and `POST /register/people` for a file of people: a file comes in, waits, and its page
//! opens. Nothing is imported here.

use axum::{
    Router,
    extract::{
        Multipart, Path, State,
        multipart::{Field, MultipartError},
    },
    http::HeaderMap,
    response::Response,
    routing::post,
};

use super::{
    model::{Encoding, Kind, MOST_BYTES, MOST_MIB},
    people,
    reading::{check_kind, decode},
    store,
};
use crate::{
    error::AppError,
    kernel::{
        fault::{Fault, Wanted},
        ids::PreviewId,
        permit::{self, Action, Subject},
    },
    server::{self, AppState, Session, answer::taken, clock},
    store::Failure,
};

/// The name of the form's field.
pub const FIELD: &str = "file";

/// The routes that take a file.
pub fn routes() -> Router<AppState> {
    Router::new().route("/register/preview/{kind}", post(take)).route("/register/people", post(take_people))
}

async fn take(
    State(state): State<AppState>,
    session: Session,
    Path(kind): Path<String>,
    headers: HeaderMap,
    form: Multipart,
) -> Response {
    server::reply("register.preview", &headers, async {
        let actor = server::person(&state, Some(&session)).await?;
        permit::check(&actor, Action::ManageRegister, Subject::DISTRICT)?;
        let kind = Kind::from_code(&kind).ok_or(AppError::NotFound)?;
        let (preview, name, text) = read(form, kind.wanted()).await?;
        store::keep(&state.store, &actor, clock::now(), &preview, kind, &name, text).await?;
        Ok(taken(&headers, &format!("/templates/preview/{preview}")))
    })
    .await
}

async fn take_people(State(state): State<AppState>, session: Session, headers: HeaderMap, form: Multipart) -> Response {
    server::reply("register.people", &headers, async {
        let actor = server::person(&state, Some(&session)).await?;
        permit::check(&actor, Action::ManagePeople, Subject::DISTRICT)?;
        let (preview, name, text) = read(form, Wanted::Table).await?;
        people::store::keep(&state.store, &actor, clock::now(), &preview, name, text).await?;
        Ok(taken(&headers, &format!("/admin/people/import/{preview}")))
    })
    .await
}

/// A new id, the name of the form's file, and its text.
async fn read(form: Multipart, wanted: Wanted) -> Result<(PreviewId, String, (String, Encoding)), Failure> {
    let (name, bytes) = file(form).await?;
    let sniffed = infer::get(&bytes).map(|found| found.extension());
    let text = check_kind(&name, sniffed, &bytes, wanted).and_then(|()| decode(&bytes, wanted));
    let text = text.map_err(|fault| AppError::field(FIELD, fault))?;
    let preview =
        PreviewId::parse(uuid::Uuid::new_v4().to_string()).map_err(|_| Failure::internal("a random id is no id"))?;
    Ok((preview, name, text))
}

/// The file of the form, with its name.
async fn file(mut form: Multipart) -> Result<(String, Vec<u8>), Failure> {
    let mut found = None;
    while let Some(field) = form.next_field().await.map_err(|error| broken(&error))? {
        if field.name() != Some(FIELD) || found.is_some() {
            continue;
        }
        let name = field.file_name().unwrap_or_default().to_owned();
        let bytes = content(field).await?;
        if !name.is_empty() || !bytes.is_empty() {
            found = Some((name, bytes));
        }
    }
    Ok(found.ok_or_else(|| AppError::field(FIELD, Fault::Missing))?)
}

async fn content(mut field: Field<'_>) -> Result<Vec<u8>, Failure> {
    let mut content = Vec::new();
    while let Some(piece) = field.chunk().await.map_err(|error| broken(&error))? {
        if content.len() + piece.len() > MOST_BYTES {
            return Err(AppError::field(FIELD, Fault::FileTooLarge { most_mib: MOST_MIB }).into());
        }
        content.extend_from_slice(&piece);
    }
    Ok(content)
}

/// A form that breaks off or is too large is the sender's.
fn broken(error: &MultipartError) -> AppError {
    match error.status().as_u16() {
        413 => AppError::TooLarge,
        _ => AppError::Invalid(Vec::new()),
    }
}
