//! The table `reminder`.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use serde_json::json;

use super::{
    model::{Reminded, Reminder, reminder_id},
    rules,
};
use crate::{
    error::AppError,
    journal::chain::chain_day,
    kernel::{
        actor::{Actor, Signature},
        ids::{RoundId, UnitCode},
    },
    self_check::{
        model::{Round, SubmissionLine},
        store::{self as submissions, Filter},
    },
    store::{self, Change, Commit, Failure, Store},
};

const REMINDER: &str = "reminder";

/// The name under which the journal keeps it.
const REMIND: &str = "self_check.remind";

/// The most units that one transaction reminds, so that reminding many holds nobody up.
const CHUNK: usize = 100;

/// The most units of a round.
const MOST_UNITS: usize = 5000;

const OF_ROUND: &str = "SELECT round, unit, day FROM reminder WHERE round = $round AND unit IN $units
    ORDER BY unit, day LIMIT 100000";
const OF_UNIT: &str = "SELECT round, unit, day FROM reminder WHERE unit = $unit ORDER BY round, day LIMIT 5000";

/// Who is to be reminded.
#[derive(Debug, Clone)]
pub enum Whom {
    /// These units.
    These(BTreeSet<UnitCode>),
    /// Every unit whose turn it is, as far as the conditions of the list hold.
    All(Filter),
}

#[derive(Deserialize)]
struct Row {
    round: RoundId,
    unit: UnitCode,
    day: NaiveDate,
}

/// Which of these units were reminded in a round, each with how often and when last.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_round(
    store: &Store,
    round: &RoundId,
    units: impl IntoIterator<Item = &UnitCode>,
) -> Result<BTreeMap<UnitCode, Reminded>, Failure> {
    let units: Vec<&UnitCode> = units.into_iter().collect();
    let rows: Vec<Row> = store::select(store, OF_ROUND, [("round", json!(round)), ("units", json!(units))]).await?;
    Ok(by(rows, |row| row.unit.clone()))
}

/// The rounds in which a unit was reminded, each with how often and when last.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_unit(store: &Store, unit: &UnitCode) -> Result<BTreeMap<RoundId, Reminded>, Failure> {
    let rows: Vec<Row> = store::select(store, OF_UNIT, [("unit", json!(unit))]).await?;
    Ok(by(rows, |row| row.round.clone()))
}

fn by<K: Ord>(rows: Vec<Row>, key: impl Fn(&Row) -> K) -> BTreeMap<K, Reminded> {
    let mut days: BTreeMap<K, Vec<NaiveDate>> = BTreeMap::new();
    for row in rows {
        days.entry(key(&row)).or_default().push(row.day);
    }
    days.into_iter().filter_map(|(key, days)| Some((key, rules::summed(days)?))).collect()
}

/// Reminds units of a round of their self-check. Whoever has handed in before this is written, or was reminded today, is
/// passed over.
///
/// # Errors
/// [`AppError::NotFound`] where the round does not ask one that is named, [`AppError::NotAllowedNow`] where nobody is left to
/// remind, [`AppError::Exists`] where somebody else reminded one at the same moment, or a failure of the database.
pub async fn remind(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    round: &Round,
    whom: &Whom,
) -> Result<(), Failure> {
    if store::done_before(store, actor, &[REMIND], key).await? {
        return Ok(());
    }
    let lines = match whom {
        Whom::All(filter) => submissions::lines(store, &round.round, filter, MOST_UNITS).await?,
        Whom::These(units) => {
            let all = submissions::lines(store, &round.round, &Filter::default(), MOST_UNITS).await?;
            let named: Vec<SubmissionLine> = all.into_iter().filter(|line| units.contains(&line.unit)).collect();
            if named.len() < units.len() {
                return Err(AppError::NotFound.into());
            }
            named
        }
    };
    let reminded = of_round(store, &round.round, lines.iter().map(|line| &line.unit)).await?;
    let today = chain_day(at);
    let waits = |line: &&SubmissionLine| {
        rules::can_be_reminded(round.state, line.state, reminded.get(&line.unit).copied(), today)
    };
    let units: Vec<&UnitCode> = lines.iter().filter(waits).map(|line| &line.unit).collect();
    let Some(last) = units.len().checked_sub(1) else { return Err(AppError::NotAllowedNow.into()) };
    let last = last / CHUNK;
    for (place, chunk) in units.chunks(CHUNK).enumerate() {
        // The form's own key comes last, and each of the others names its first unit: what was broken off half-way goes
        // on when the form is sent again, with the units that are left.
        let first = chunk.first().map(|unit| unit.as_str()).unwrap_or_default();
        let key = if place == last { key.to_owned() } else { format!("{key}.{first}") };
        let mut commit = Commit::by(actor, REMIND, key, at);
        for unit in chunk {
            let reminder = Reminder {
                round: round.round.clone(),
                unit: (*unit).clone(),
                day: today,
                signed: Signature::of(actor, at),
                version: 1,
            };
            commit = commit.with(Change::create(REMINDER, reminder_id(&round.round, unit, today), &reminder)?);
        }
        store::transact(store, commit).await?;
    }
    Ok(())
}
