//! The waiting file of people, among the other waiting files, and the confirmation that creates their accounts.

use chrono::{DateTime, Utc};

use super::{
    model::{PeopleFile, Slip},
    rules::{Known, parse_people},
};
use crate::{
    account::{
        self,
        rules::{NewPerson, check_password},
        store::{NewAccount, one_time_password},
    },
    error::AppError,
    inspection::roster,
    kernel::{actor::Actor, ids::PreviewId, table::CellFault},
    register::{
        model::{Encoding, Waiting},
        reading,
        rules::MOST_FAULTS_SHOWN,
        store::{discard_any, keep_any, waiting_any},
    },
    store::{self, Failure, Progress, Store},
    unit::{self, model::Unit},
};

/// The stored word of a file of people. It is none of the office's kinds, so that neither can touch the other's files.
const PEOPLE: &str = "people";

/// The page of the import, once accounts were created.
pub const DONE: &str = "/admin/people/import?done=people";

/// Keeps a file until it is confirmed or a day is over.
///
/// # Errors
/// When the database cannot be written.
pub async fn keep(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    preview: &PreviewId,
    file_name: String,
    (text, encoding): (String, Encoding),
) -> Result<(), Failure> {
    // What a file says is held against the accounts at its confirmation, line by line: it needs no fingerprint of them.
    let (preview, kind, base) = (preview.clone(), PEOPLE.to_owned(), String::new());
    keep_any(store, Waiting { preview, kind, file_name, text, encoding, base, by: actor.account.clone(), at }).await
}

async fn waiting(store: &Store, at: DateTime<Utc>, preview: &PreviewId) -> Result<Option<Waiting<String>>, Failure> {
    Ok(waiting_any(store, at, preview).await?.filter(|waiting| waiting.kind == PEOPLE))
}

/// What a waiting file is called; `None` where there is no such file or its day is over.
///
/// # Errors
/// When the database cannot be read.
pub async fn waits(store: &Store, at: DateTime<Utc>, preview: &PreviewId) -> Result<Option<String>, Failure> {
    Ok(waiting(store, at, preview).await?.map(|waiting| waiting.file_name))
}

/// What a waiting file says, with a new password for each person; `None` where there is no such file or its day is over.
/// `address` is that at which they sign in.
///
/// # Errors
/// When the database cannot be read.
pub async fn load(
    store: &Store,
    at: DateTime<Utc>,
    preview: &PreviewId,
    address: String,
) -> Result<Option<PeopleFile>, Failure> {
    let Some(waiting) = waiting(store, at, preview).await? else { return Ok(None) };
    let units = unit::store::all(store).await?;
    let (slips, mut faults) = match read(store, &units, &waiting.text).await? {
        Ok(people) => (people.into_iter().map(|person| slip(person, &units)).collect(), Vec::new()),
        Err(faults) => (Vec::new(), faults),
    };
    let fault_count = faults.len();
    faults.truncate(MOST_FAULTS_SHOWN);
    let Waiting { preview, file_name, encoding, at, .. } = waiting;
    Ok(Some(PeopleFile { preview, file_name, encoding, at, faults, fault_count, slips, address }))
}

fn slip(person: NewPerson, units: &[Unit]) -> Slip {
    let NewPerson { account, name, role, unit, inspector } = person;
    let unit = unit.and_then(|code| units.iter().find(|unit| unit.code == code));
    let unit = unit.map(|unit| (unit.code.clone(), unit.short_name.clone()));
    Slip { account, name, role, unit, inspector, password: one_time_password() }
}

/// Reads a file. The outer error is the database's, the inner ones are the file's.
async fn read(store: &Store, units: &[Unit], text: &str) -> Result<Result<Vec<NewPerson>, Vec<CellFault>>, Failure> {
    let table = match reading::table(text) {
        Ok(table) => table,
        Err(faults) => return Ok(Err(faults)),
    };
    let accounts = account::store::all(store).await?;
    let roster = roster::store::all(store).await?;
    Ok(parse_people(&table, &Known { accounts: &accounts, units, roster: &roster }))
}

/// Whether this person created accounts by this form before.
///
/// # Errors
/// When the database cannot be read.
pub async fn created_before(store: &Store, actor: &Actor, key: &str) -> Result<bool, Failure> {
    store::done_before(store, actor, &["account.create"], key).await
}

/// Creates the accounts of a waiting file, all or none, with these passwords, which blanks part, and throws the file away.
/// A confirmation that was carried out before changes nothing.
///
/// # Errors
/// [`AppError::NotFound`] where there is no such file, [`AppError::NotAllowedNow`] where it has a fault by now, a fault of
/// the field `passwords` where one of them is too easy, [`AppError::Stale`] where they are not as many as the people, or
/// where somebody else was given a name or a number in the moment between, or a failure of the database.
pub async fn create(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    preview: &PreviewId,
    passwords: &str,
    progress: &Progress,
) -> Result<(), Failure> {
    if created_before(store, actor, key).await? {
        return Ok(());
    }
    let waiting = waiting(store, at, preview).await?.ok_or(AppError::NotFound)?;
    let units = unit::store::all(store).await?;
    let people = read(store, &units, &waiting.text).await?.map_err(|_| AppError::NotAllowedNow)?;
    let passwords: Vec<&str> = passwords.split_whitespace().collect();
    if passwords.len() != people.len() {
        return Err(AppError::Stale.into());
    }
    let mut new = Vec::with_capacity(people.len());
    for (person, password) in people.into_iter().zip(passwords) {
        // Whoever sends the form could have written others into it.
        check_password(&person.account, password).map_err(|fault| AppError::field("passwords", fault))?;
        new.push(NewAccount::of(person, password.to_owned(), true));
    }
    account::store::create_all(store, actor, at, key, new, progress).await?;
    discard(store, preview).await
}

/// Throws a waiting file away.
///
/// # Errors
/// When the database cannot be written.
pub async fn discard(store: &Store, preview: &PreviewId) -> Result<(), Failure> {
    discard_any(store, preview, &[PEOPLE]).await
}
