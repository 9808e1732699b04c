//! Numbered migrations, each in a transaction of its own, recorded where they ran.
//!
//! A migration killed half-way left nothing behind and runs again at the next start. Released migrations are never
//! edited: a change of the schema is a new file with the next number.

use surrealdb::types::SurrealValue;
use thiserror::Error;

use super::{Database, transact::first_error};

/// All migrations in the order in which they run; the number is the position, counted from 1.
pub(super) const MIGRATIONS: [(&str, &str); 35] = [
    ("foundation", include_str!("schema/0001_foundation.surql")),
    ("account", include_str!("schema/0002_account.surql")),
    ("evidence", include_str!("schema/0003_evidence.surql")),
    ("unit", include_str!("schema/0004_unit.surql")),
    ("self_check", include_str!("schema/0005_self_check.surql")),
    ("inspection", include_str!("schema/0006_inspection.surql")),
    ("rectification", include_str!("schema/0007_rectification.surql")),
    ("ranking", include_str!("schema/0008_ranking.surql")),
    ("encoding", include_str!("schema/0009_encoding.surql")),
    ("whole_parts", include_str!("schema/0010_whole_parts.surql")),
    ("every_visit", include_str!("schema/0011_every_visit.surql")),
    ("plan_extensions", include_str!("schema/0012_plan_extensions.surql")),
    ("policy", include_str!("schema/0013_policy.surql")),
    ("filters", include_str!("schema/0014_filters.surql")),
    ("inspector_account", include_str!("schema/0015_inspector_account.surql")),
    ("saved_view", include_str!("schema/0016_saved_view.surql")),
    ("reminder", include_str!("schema/0017_reminder.surql")),
    ("area_weights", include_str!("schema/0018_area_weights.surql")),
    ("closed_on", include_str!("schema/0019_closed_on.surql")),
    ("sign_in_at", include_str!("schema/0020_sign_in_at.surql")),
    ("entry_reminder", include_str!("schema/0021_entry_reminder.surql")),
    ("evidence_part", include_str!("schema/0022_evidence_part.surql")),
    ("journal_kind", include_str!("schema/0023_journal_kind.surql")),
    ("job", include_str!("schema/0024_job.surql")),
    ("waiting", include_str!("schema/0025_waiting.surql")),
    ("journal_hash", include_str!("schema/0026_journal_hash.surql")),
    ("plan_index", include_str!("schema/0027_plan_index.surql")),
    ("discarded_round", include_str!("schema/0028_discarded_round.surql")),
    ("retired", include_str!("schema/0029_retired.surql")),
    ("counted", include_str!("schema/0030_counted.surql")),
    ("leader_changes", include_str!("schema/0031_leader_changes.surql")),
    ("opening_and_indexes", include_str!("schema/0032_opening_and_indexes.surql")),
    ("ledger_orders", include_str!("schema/0033_ledger_orders.surql")),
    ("former_name_retired", include_str!("schema/0034_former_name_retired.surql")),
    ("reported", include_str!("schema/0035_reported.surql")),
];

const DEFINE_LEDGER: &str = "DEFINE TABLE IF NOT EXISTS migration SCHEMAFULL;
    DEFINE FIELD IF NOT EXISTS name ON migration TYPE string;
    DEFINE FIELD IF NOT EXISTS applied_at ON migration TYPE datetime VALUE time::now() READONLY;";

const APPLIED: &str = "SELECT VALUE record::id(id) FROM migration ORDER BY id LIMIT 10000";

const RECORD: &str = "CREATE type::record('migration', $number) SET name = $name;";

/// Why a database could not be opened or brought up to date.
#[derive(Debug, Error)]
pub enum MigrateError {
    /// The database could not be reached or opened.
    #[error("the database cannot be opened: {0}")]
    Database(#[from] surrealdb::Error),
    /// A migration failed; nothing of it was kept.
    #[error("migration {number} ({name}) failed and was undone: {cause}")]
    Failed {
        /// The number of the migration, from 1.
        number: usize,
        /// Its name.
        name: &'static str,
        /// What the database said.
        cause: String,
    },
    /// The data was written by an older version of the program, and is only to be read.
    #[error(
        "the database lacks migration {lacking} of {known}; use the version of the program that wrote it, or bring a \
         copy up to date by starting the server on it"
    )]
    Behind {
        /// The lowest number that is missing.
        lacking: usize,
        /// The highest number known.
        known: usize,
    },
    /// The data was written by a newer version of the program.
    #[error("the database holds migration {found}, but this program knows only {known}; start the newer version")]
    FromTheFuture {
        /// The highest number found.
        found: i64,
        /// The highest number known.
        known: usize,
    },
}

/// The migrations that this database has had, none of them unknown.
#[expect(clippy::disallowed_methods, reason = "the store is not there before this has run")]
async fn applied(db: &Database) -> Result<Vec<i64>, MigrateError> {
    let applied: Vec<i64> = db.query(APPLIED).await?.take(0)?;
    match applied.iter().copied().max() {
        Some(found) if found > MIGRATIONS.len() as i64 => {
            Err(MigrateError::FromTheFuture { found, known: MIGRATIONS.len() })
        }
        Some(_) | None => Ok(applied),
    }
}

/// Whether no migration ever ran on this database.
///
/// # Errors
/// [`MigrateError::FromTheFuture`], or a failure of the database.
#[expect(clippy::disallowed_methods, reason = "the store is not there before this has run")]
pub(super) async fn is_new(db: &Database) -> Result<bool, MigrateError> {
    // Where it is defined already nothing happens; a table that is not there cannot be read.
    db.query(DEFINE_LEDGER).await?.check()?;
    Ok(applied(db).await?.is_empty())
}

/// Makes sure that this database lacks no migration, without running any.
///
/// # Errors
/// [`MigrateError::Behind`] where it lacks one, [`MigrateError::FromTheFuture`], or a failure of the database.
pub(super) async fn require_newest(db: &Database) -> Result<(), MigrateError> {
    let applied = applied(db).await?;
    match (1..=MIGRATIONS.len()).find(|number| !applied.contains(&(*number as i64))) {
        Some(lacking) => Err(MigrateError::Behind { lacking, known: MIGRATIONS.len() }),
        None => Ok(()),
    }
}

/// Runs the migrations that this database lacks.
///
/// # Errors
/// See [`MigrateError`]; after an error the schema is that of the last migration that succeeded.
#[expect(clippy::disallowed_methods, reason = "the store is not there before this has run")]
pub async fn migrate(db: &Database) -> Result<(), MigrateError> {
    db.query(DEFINE_LEDGER).await?.check()?;
    let applied = applied(db).await?;
    for (number, (name, text)) in (1..).zip(MIGRATIONS) {
        if applied.contains(&(number as i64)) {
            continue;
        }
        let query = ["BEGIN;", text, RECORD, "COMMIT;"].join("\n");
        let number_value = (number as i64).into_value();
        let mut response = db.query(query).bind(("number", number_value)).bind(("name", name)).await?;
        if let Some(cause) = first_error(response.take_errors()) {
            return Err(MigrateError::Failed { number, name, cause });
        }
    }
    Ok(())
}
