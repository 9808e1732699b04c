//! Accounts in the database. The hash of a password and the failed attempts are kept apart from the account, so that
//! neither can slip into the journal or over the wire.

/// Many accounts at once.
mod all_at_once;

/// Wrong passwords and the lock.
mod attempts;

/// One account for a number of the roster.
mod number;

/// The views that a person has saved.
mod views;

use std::collections::BTreeSet;

use argon2::{
    Argon2,
    password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString, rand_core::OsRng},
};
use chrono::{DateTime, Utc};
use rand::Rng;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

pub use all_at_once::create_all;
use attempts::{attempts, count_failure, forget_attempts};
pub use views::{load_views, save_views};

use super::{
    model::{Account, AccountState, Attempts, PeopleOrder, PersonName},
    rules::{self, NewPerson, NewRole, PeopleAsked, SYSTEM},
    strangers,
};
use crate::{
    error::AppError,
    kernel::{
        actor::Role,
        fault::{Fault, FieldFault},
        ids::{AccountId, InspectorId, UnitCode},
        listing,
        text::Title,
    },
    server::clock,
    store::{self, Change, Commit, Failure, Merge, Store},
};

const PAGE: &str = "SELECT * OMIT id FROM account WHERE account > $after ORDER BY account LIMIT $limit";
const HOW_MANY: &str = "SELECT count() AS accounts FROM account GROUP ALL";
const WITH_GIVEN_PASSWORD: &str = "SELECT count() AS accounts FROM account
    WHERE must_change_password = true AND disabled = false GROUP ALL";
const LOCKED: &str = "SELECT count() AS accounts FROM sign_in_attempts
    WHERE locked_until != NONE AND locked_until > $now GROUP ALL";
const LOCKED_ACCOUNTS: &str = "SELECT VALUE record::id(id) FROM sign_in_attempts
    WHERE locked_until != NONE AND locked_until > $now ORDER BY id LIMIT 10000";
const OF_UNIT: &str = "SELECT * OMIT id FROM account WHERE unit = $unit ORDER BY account LIMIT 50";
const OF_INSPECTOR: &str = "SELECT * OMIT id FROM account WHERE inspector = $inspector ORDER BY account LIMIT 10";
const SIGNED_IN: &str = "SELECT *, (SELECT VALUE hash FROM ONLY type::record('credential', $account)) AS hash OMIT id
    FROM type::record('account', $account)";
const CREDENTIAL: &str = "SELECT VALUE hash FROM ONLY type::record('credential', $account)";

const LATEST_SIGN_INS: &str =
    "SELECT VALUE at FROM sign_in WHERE account = $account AND kind = 'in' ORDER BY at DESC LIMIT 2";

/// So many passwords are looked at at once: each costs a core and some 20 MiB. Who sends many waits for a turn, and the
/// turn begins by asking whether the account is locked by now, so that no more are tried at once than this either.
static TURNS: Semaphore = Semaphore::const_new(2);

/// What an account is made from.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// The name for signing in.
    pub account: AccountId,
    /// The person's name.
    pub name: PersonName,
    /// The role.
    pub role: Role,
    /// The unit, where the role belongs to one.
    pub unit: Option<UnitCode>,
    /// The number in the roster, for an inspector.
    pub inspector: Option<InspectorId>,
    /// The first password.
    pub password: String,
    /// Whether it must be changed at the first sign-in.
    pub must_change_password: bool,
}

impl NewAccount {
    /// A person as read from a form, with a password.
    #[must_use]
    pub fn of(person: NewPerson, password: String, must_change_password: bool) -> Self {
        let NewPerson { account, name, role, unit, inspector } = person;
        Self { account, name, role, unit, inspector, password, must_change_password }
    }

    /// The account as it begins, and its first password.
    ///
    /// # Errors
    /// The field that the role lacks, or that it must not have.
    fn begun(self, at: DateTime<Utc>) -> Result<(Account, String), FieldFault> {
        let Self { account, name, role, unit, inspector, password, must_change_password } = self;
        rules::check_belonging(role, unit.as_ref(), inspector.as_ref())?;
        let begun = Account {
            account,
            name,
            role,
            unit,
            inspector,
            disabled: false,
            must_change_password,
            created_at: at,
            version: 1,
        };
        Ok((begun, password))
    }
}

/// Puts the faults of a refusal onto another field: the present password is asked under another name than at sign-in.
#[must_use]
pub fn blame_field(failure: Failure, field: &str) -> Failure {
    match failure {
        Failure::Refused(AppError::Invalid(faults)) => {
            let faults = faults.into_iter().map(|fault| FieldFault::new(field, fault.fault));
            AppError::Invalid(faults.collect()).into()
        }
        other => other,
    }
}

/// The account with this name.
///
/// # Errors
/// When the database cannot be read.
pub async fn load(store: &Store, account: &AccountId) -> Result<Option<Account>, Failure> {
    Ok(store::load(store, "account", account.as_str()).await?)
}

/// A unit of the register, as far as an account is about it.
#[derive(Deserialize)]
struct UnitRow {
    name: Title,
}

/// The name of a unit; `None` where the register does not have it. Its table is read as it stands, for the register comes
/// after the accounts.
///
/// # Errors
/// When the database cannot be read.
pub async fn unit_name(store: &Store, unit: &UnitCode) -> Result<Option<Title>, Failure> {
    let found: Option<UnitRow> = store::load(store, "unit", unit.as_str()).await?;
    Ok(found.map(|unit| unit.name))
}

/// An account, and the hash of its password.
#[derive(Deserialize)]
struct SignedIn {
    #[serde(flatten)]
    account: Account,
    #[serde(default)]
    hash: Option<String>,
}

/// The account that was signed in to with the password of this mark; `None` for one that is missing or disabled, or has
/// another password since. Every request asks it, so it is one query.
///
/// # Errors
/// When the database cannot be read.
pub async fn signed_in(store: &Store, account: &AccountId, mark: &str) -> Result<Option<Account>, Failure> {
    let found: Vec<SignedIn> = store::select(store, SIGNED_IN, [("account", json!(account))]).await?;
    let may_act = |found: &SignedIn| {
        let is_marked = found.hash.as_deref().is_some_and(|hash| mark_of(hash) == mark);
        is_marked && !found.account.disabled
    };
    Ok(found.into_iter().find(may_act).map(|found| found.account))
}

/// At most `limit` accounts after the given one, in order of their names for sign-in.
///
/// # Errors
/// When the database cannot be read.
pub async fn page(store: &Store, after: Option<&AccountId>, limit: usize) -> Result<Vec<Account>, Failure> {
    let after = after.map(AccountId::as_str).unwrap_or_default();
    Ok(store::select(store, PAGE, [("after", json!(after)), ("limit", json!(limit))]).await?)
}

/// Every account, in order of their names for sign-in: a few for each unit of the district, and its offices.
///
/// # Errors
/// When the database cannot be read.
pub async fn all(store: &Store) -> Result<Vec<Account>, Failure> {
    const AT_ONCE: usize = 1000;
    let mut accounts: Vec<Account> = Vec::new();
    loop {
        let last = accounts.last().map(|account| account.account.clone());
        let more = page(store, last.as_ref(), AT_ONCE).await?;
        let full = more.len() == AT_ONCE;
        accounts.extend(more);
        if !full {
            return Ok(accounts);
        }
    }
}

/// At most `most` of the accounts that are asked for, behind a place of their order; how many there are in all, and the
/// place behind which the next page goes on. The database sorts by the name for sign-in alone, so that for anything else
/// every account is read.
///
/// # Errors
/// When the database cannot be read.
pub async fn found(
    store: &Store,
    asked: &PeopleAsked<'_>,
    after: &str,
    most: usize,
) -> Result<(Vec<Account>, usize, Option<String>), Failure> {
    let place = |account: &Account| rules::place(account, asked.order);
    if asked.is_of_all() && asked.order == PeopleOrder::Account {
        let accounts = page(store, AccountId::parse(after).ok().as_ref(), most + 1).await?;
        let listing::Page { rows: accounts, next, .. } = listing::page(accounts, place, "", most);
        return Ok((accounts, how_many(store).await?, next));
    }
    let locked = match asked.state {
        Some(AccountState::Locked) => locked(store, clock::now()).await?,
        Some(AccountState::Unused | AccountState::Disabled) | None => BTreeSet::new(),
    };
    let mut accounts = all(store).await?;
    accounts.retain(|account| rules::is_wanted(account, asked, &locked));
    let found = accounts.len();
    let listing::Page { rows: accounts, next, .. } = listing::page(accounts, place, after, most);
    Ok((accounts, found, next))
}

/// A number of accounts, as the database counts them.
#[derive(Deserialize)]
struct Count {
    accounts: usize,
}

async fn how_many(store: &Store) -> Result<usize, Failure> {
    let counted: Vec<Count> = store::select(store, HOW_MANY, []).await?;
    Ok(counted.first().map_or(0, |count| count.accounts))
}

/// How many accounts that may sign in still have the password that they were given.
///
/// # Errors
/// When the database cannot be read.
pub async fn how_many_unused(store: &Store) -> Result<usize, Failure> {
    let counted: Vec<Count> = store::select(store, WITH_GIVEN_PASSWORD, []).await?;
    Ok(counted.first().map_or(0, |count| count.accounts))
}

/// How many accounts are locked at this instant, after too many wrong passwords.
///
/// # Errors
/// When the database cannot be read.
pub async fn how_many_locked(store: &Store, now: DateTime<Utc>) -> Result<usize, Failure> {
    let counted: Vec<Count> = store::select(store, LOCKED, [("now", json!(now))]).await?;
    Ok(counted.first().map_or(0, |count| count.accounts))
}

/// The accounts that are locked at this instant, of at most 10,000.
async fn locked(store: &Store, now: DateTime<Utc>) -> Result<BTreeSet<AccountId>, Failure> {
    let locked: Vec<AccountId> = store::select(store, LOCKED_ACCOUNTS, [("now", json!(now))]).await?;
    Ok(locked.into_iter().collect())
}

/// The accounts of a unit, at most 50, in order of their names for sign-in.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_unit(store: &Store, unit: &UnitCode) -> Result<Vec<Account>, Failure> {
    Ok(store::select(store, OF_UNIT, [("unit", json!(unit))]).await?)
}

/// The accounts that hold this number of the roster, in order of their names for sign-in: one at most since no second one
/// is given a number, and no more than ten of those that were given it before.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_inspector(store: &Store, inspector: &InspectorId) -> Result<Vec<Account>, Failure> {
    Ok(store::select(store, OF_INSPECTOR, [("inspector", json!(inspector))]).await?)
}

/// Creates an account. `by` is the administrator's account, or `system`.
///
/// # Errors
/// Faults by field, such as [`Fault::HeldBy`] for the number of another account; [`AppError::Exists`] for a taken name; or a
/// failure of the database.
pub async fn create(store: &Store, new: NewAccount, by: &str, key: &str) -> Result<Account, Failure> {
    let now = clock::now();
    let (account, password) = new.begun(now)?;
    let number = number::given(store, None, &account).await?;
    let hash = hash(password).await?;
    let change = Change::create("account", account.account.as_str(), &account)?;
    let commit = Commit { at: now, ..commit(by, &account, "account.create", key) };
    let commit = number.into_iter().fold(commit.with(change), Commit::with);
    number::transact(store, commit.merging(credential_of(&account.account, &hash)), &account).await?;
    Ok(account)
}

/// A command on an account. `by` is the administrator's account, or `system` for one who works on the machine itself.
fn commit(by: &str, account: &Account, action: &'static str, key: &str) -> Commit {
    Commit { actor: by.to_owned(), ..Commit::by(&account.actor(), action, key, clock::now()) }
}

/// The account with this name, where it is one that is kept in the browser.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`] for one of the three administrators', or a failure of the
/// database.
pub async fn kept(store: &Store, account: &AccountId) -> Result<Account, Failure> {
    let found = load(store, account).await?.ok_or(AppError::NotFound)?;
    rules::check_kept(found.role).map_err(|_| AppError::NotPermitted)?;
    Ok(found)
}

/// Gives an account another role with what belongs to it. Whoever is signed in by it acts in that role from the next
/// request on.
///
/// # Errors
/// [`AppError::Stale`] when the account changed meanwhile, [`AppError::NotAllowedNow`] where it has all of this already,
/// [`Fault::HeldBy`] at the field `inspector` for the number of another account, or a failure of the database.
pub async fn assign_role(
    store: &Store,
    account: &Account,
    seen: u32,
    new: NewRole,
    by: &str,
    key: &str,
) -> Result<(), Failure> {
    let NewRole { role, unit, inspector, reason } = new;
    let after = Account { role, unit, inspector, ..account.clone() };
    if account.version == seen && after == *account {
        return Err(AppError::NotAllowedNow.into());
    }
    let change = Change::update("account", account.account.as_str(), seen, account, &after)?;
    // Whoever saw something else is told of that first.
    let number = match account.version == seen {
        true => number::given(store, account.inspector.as_ref(), &after).await?,
        false => None,
    };
    let commit = commit(by, account, "account.assign_role", key).because(reason.as_str());
    number::transact(store, number.into_iter().fold(commit.with(change), Commit::with), &after).await
}

/// Replaces a password and answers its mark, as [`signed_in`] asks it. `must_change` says whether it was given by somebody
/// else.
///
/// # Errors
/// [`AppError::Stale`] when the account changed meanwhile, or a failure of the database.
pub async fn set_password(
    store: &Store,
    account: &Account,
    password: String,
    must_change: bool,
    by: &str,
    key: &str,
) -> Result<String, Failure> {
    let hash = hash(password).await?;
    let after = Account { must_change_password: must_change, ..account.clone() };
    let change = Change::update("account", account.account.as_str(), account.version, account, &after)?;
    let commit = commit(by, account, "account.set_password", key).with(change);
    store::transact(store, commit.merging(credential_of(&account.account, &hash))).await?;
    forget_attempts(store, &account.account).await?;
    Ok(mark_of(&hash))
}

/// Disables an account, or enables it again.
///
/// # Errors
/// [`AppError::Stale`] when the account changed meanwhile, [`AppError::NotAllowedNow`] where it is so already, or a
/// failure of the database.
pub async fn set_disabled(
    store: &Store,
    account: &Account,
    seen: u32,
    disabled: bool,
    by: &str,
    key: &str,
) -> Result<(), Failure> {
    if account.version == seen && account.disabled == disabled {
        return Err(AppError::NotAllowedNow.into());
    }
    let after = Account { disabled, ..account.clone() };
    let change = Change::update("account", account.account.as_str(), seen, account, &after)?;
    let action = if disabled { "account.disable" } else { "account.enable" };
    store::transact(store, commit(by, account, action, key).with(change)).await?;
    Ok(())
}

/// What the log of sign-ins tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SignInKind {
    /// Somebody signed in.
    In,
    /// Somebody signed out. A session that ended for want of requests leaves no line.
    Out,
    /// Somebody else signed in in the same browser, which ended the session.
    Replaced,
    /// Too many wrong passwords locked the account.
    Locked,
}

/// Writes a line about a session into the log of sign-ins, which is a part of the journal and is kept as long as it. A
/// session is no fact, so the line is written after what it tells of: a program that ends in between leaves no line.
///
/// # Errors
/// When the database cannot be written.
pub async fn note_sign_in(
    store: &Store,
    account: &Account,
    kind: SignInKind,
    at: DateTime<Utc>,
) -> Result<(), Failure> {
    store::transact(store, line(account, kind, at)?).await?;
    Ok(())
}

/// When a person signed in the time before the last.
///
/// # Errors
/// When the database cannot be read.
pub async fn visit_before(store: &Store, account: &AccountId) -> Result<Option<DateTime<Utc>>, Failure> {
    let latest: Vec<DateTime<Utc>> = store::select(store, LATEST_SIGN_INS, [("account", json!(account))]).await?;
    Ok(latest.get(1).copied())
}

/// The command that writes a line into the log of sign-ins.
fn line(account: &Account, kind: SignInKind, at: DateTime<Utc>) -> Result<Commit, Failure> {
    #[derive(Serialize)]
    struct Line<'a> {
        account: &'a AccountId,
        kind: SignInKind,
        at: DateTime<Utc>,
        version: u32,
    }
    // Whoever types wrong passwords is not known to be the person, and whoever takes their place is not.
    let (action, by) = match kind {
        SignInKind::In => ("account.sign_in", account.account.as_str()),
        SignInKind::Out => ("account.sign_out", account.account.as_str()),
        SignInKind::Replaced => ("account.sign_out", SYSTEM),
        SignInKind::Locked => ("account.lock", SYSTEM),
    };
    let id = uuid::Uuid::new_v4().to_string();
    let change = Change::create("sign_in", &id, &Line { account: &account.account, kind, at, version: 1 })?;
    Ok(Commit { at, ..commit(by, account, action, &id) }.with(change))
}

/// Checks a name and a password, and counts failures.
///
/// An unknown name is answered as a known one, the lock included, and costs the hashing of a password as well, so that
/// nobody learns which names there are. Beside the account it answers the mark of its password, as [`signed_in`] asks it.
///
/// # Errors
/// [`Fault::WrongPassword`] or [`Fault::Locked`] on the field `password`, or a failure of the database.
pub async fn authenticate(
    store: &Store,
    account: &AccountId,
    password: String,
    now: DateTime<Utc>,
) -> Result<(Account, String), Failure> {
    let _turn = TURNS.acquire().await.map_err(|_| Failure::internal("nobody closes the turns".to_owned()))?;
    let found = load(store, account).await?;
    let counted = attempts(store, account).await?;
    let attempts = if found.is_some() { counted } else { strangers::attempts(account) };
    if let Some(minutes) = rules::locked_for(&attempts, now) {
        return Err(AppError::field("password", Fault::Locked { minutes }).into());
    }
    let known = credential(store, account).await?;
    let mark = known.as_deref().map(mark_of).unwrap_or_default();
    let right = verify(known, password).await?;
    match found {
        Some(found) if right && !found.disabled => {
            if attempts != Attempts::default() {
                forget_attempts(store, account).await?;
            }
            return Ok((found, mark));
        }
        Some(found) => count_failure(store, &found, now).await?,
        None => strangers::count_failure(account, now),
    }
    Err(AppError::field("password", Fault::WrongPassword).into())
}

/// A mark of the password that an account has now, another one after each change: a session that does not know it was
/// begun with an earlier password.
fn mark_of(hash: &str) -> String {
    hex::encode(&Sha256::digest(hash)[..16])
}

/// A password that nobody has to remember: 20 characters without those that look alike.
#[must_use]
pub fn one_time_password() -> String {
    const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
    let mut random = rand::rng();
    let group = |random: &mut rand::rngs::ThreadRng| -> String {
        (0..4).map(|_| char::from(LETTERS[random.random_range(0..LETTERS.len())])).collect()
    };
    (0..5).map(|_| group(&mut random)).collect::<Vec<_>>().join("-")
}

async fn credential(store: &Store, account: &AccountId) -> Result<Option<String>, Failure> {
    let mut response = store.query(CREDENTIAL).bind(("account", account.to_string())).await?;
    Ok(response.take::<Option<String>>(0)?)
}

/// The hash in the transaction of the account's own change: both are there or neither is, a taken name gets no new
/// password, and no journal sees it, for that keeps only changes.
fn credential_of(account: &AccountId, hash: &str) -> Merge {
    Merge::into("credential", account.as_str()).with(&["hash"], json!(hash))
}

/// Hashing is deliberately slow, so it must not hold up the threads that answer requests.
async fn hash(password: String) -> Result<String, Failure> {
    let hashed = tokio::task::spawn_blocking(move || {
        let salt = SaltString::generate(&mut OsRng);
        Argon2::default().hash_password(password.as_bytes(), &salt).map(|hash| hash.to_string())
    });
    match hashed.await {
        Ok(Ok(hash)) => Ok(hash),
        Ok(Err(error)) => Err(Failure::internal(format!("a password could not be hashed: {error}"))),
        Err(error) => Err(Failure::internal(format!("hashing was interrupted: {error}"))),
    }
}

/// Whether the password has this hash. Without a hash the same work is done in vain.
async fn verify(known: Option<String>, password: String) -> Result<bool, Failure> {
    let verified = tokio::task::spawn_blocking(move || match known.as_deref().map(PasswordHash::new) {
        Some(Ok(hash)) => Argon2::default().verify_password(password.as_bytes(), &hash).is_ok(),
        Some(Err(_)) | None => {
            let salt = SaltString::generate(&mut OsRng);
            // The result is thrown away: only its time is wanted.
            let _ = Argon2::default().hash_password(password.as_bytes(), &salt);
            false
        }
    });
    verified.await.map_err(|error| Failure::internal(format!("hashing was interrupted: {error}")))
}
