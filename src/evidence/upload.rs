//! Taking the files of a form. A process that takes files has a plain route for them, since a server function would
//! read a whole body without a limit; this is what such a route calls.

use std::collections::HashMap;

use axum::extract::{
    Multipart,
    multipart::{Field, MultipartError},
};
use bytes::{Bytes, BytesMut};

use super::{
    model::Evidence,
    rules::{MOST_BYTES, MOST_FILES, MOST_MIB, of_file},
    store,
};
use crate::{
    error::AppError,
    kernel::{actor::Actor, canonical::sha256_hex, fault::Fault},
    page::KEY,
    server::AppState,
    store::Failure,
};

/// The most bytes of a field that is no file.
const MOST_TEXT: usize = 64 << 10;

/// The most fields of a form that are no files.
const MOST_FIELDS: usize = 100;

/// The key by which a form with these files is known where it is sent twice. Whoever stops a sending that has come in,
/// and chooses another file, sends it under the key of the same page; so the files are in it too. The same files that are
/// sent again there have the same ids; see [`store::receive`]. One that was taken out meanwhile and is sent again is to be
/// attached once more, so its version is in the key too.
///
/// # Errors
/// [`AppError::Invalid`] where the form has none: then no page of ours made it.
pub fn key_of(texts: &HashMap<String, String>, files: &[Evidence]) -> Result<String, AppError> {
    let key = texts.get(KEY).filter(|key| !key.is_empty()).ok_or(AppError::Invalid(Vec::new()))?;
    let id = |file: &Evidence| match file.taken_out {
        true => format!("{}.{}", file.evidence, file.version),
        false => file.evidence.to_string(),
    };
    let ids: Vec<String> = files.iter().map(id).collect();
    Ok(format!("{key}.{}", sha256_hex(ids.join(" ").as_bytes())))
}

/// Reads a form: every file is received, every other field is answered as text by its name (the last one wins). A file
/// field that was left empty is passed over. Where the form's key stands before its files, a file that is sent again
/// under it is the one that was received before.
///
/// # Errors
/// [`AppError::Invalid`] with the field's name, [`AppError::TooLarge`], or a failure of the stores. Files before the
/// faulty one were received by then; they are attached to nothing and seen by nobody else.
pub async fn receive_all(
    state: &AppState,
    actor: &Actor,
    mut form: Multipart,
) -> Result<(Vec<Evidence>, HashMap<String, String>), Failure> {
    let mut files = Vec::new();
    let mut texts = HashMap::new();
    while let Some(field) = form.next_field().await.map_err(refused)? {
        let name = field.name().unwrap_or_default().to_owned();
        let Some(file_name) = field.file_name().map(str::to_owned) else {
            let text = read(field, MOST_TEXT).await?.ok_or(AppError::TooLarge)?;
            let text = String::from_utf8(text.to_vec()).map_err(|_| AppError::field(&name, Fault::BadCharacter))?;
            texts.insert(name, text);
            if texts.len() > MOST_FIELDS {
                return Err(AppError::TooLarge.into());
            }
            continue;
        };
        let too_large = || AppError::field(&name, of_file(&file_name, Fault::FileTooLarge { most_mib: MOST_MIB }));
        let bytes = read(field, MOST_BYTES).await?.ok_or_else(too_large)?;
        if file_name.is_empty() && bytes.is_empty() {
            continue;
        }
        if files.len() == MOST_FILES {
            return Err(AppError::field(&name, Fault::TooManyFiles { most: MOST_FILES }).into());
        }
        let sent_under = texts.get(KEY).filter(|key| !key.is_empty());
        // Neither an account nor a key that is taken has a space in it, so no two places have one name.
        let place = sent_under.map(|key| format!("{} {key} {}", actor.account, files.len()));
        files.push(store::receive(state, actor, place.as_deref(), &name, &file_name, bytes).await?);
    }
    Ok((files, texts))
}

/// The content of a field; `None` when there are more bytes than `most`.
async fn read(mut field: Field<'_>, most: usize) -> Result<Option<Bytes>, Failure> {
    let mut content = BytesMut::new();
    while let Some(piece) = field.chunk().await.map_err(refused)? {
        if content.len() + piece.len() > most {
            return Ok(None);
        }
        content.extend_from_slice(&piece);
    }
    Ok(Some(content.freeze()))
}

/// A form that is broken off or too large is the sender's; it is no fault of the server's.
fn refused(error: MultipartError) -> AppError {
    if error.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        AppError::TooLarge
    } else {
        AppError::Invalid(Vec::new())
    }
}
