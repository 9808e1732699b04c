//! The table `entry_reminder`.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde_json::json;

use super::{
    model::{EntryReminder, reminder_id},
    rules,
};
use crate::{
    error::AppError,
    journal::chain::chain_day,
    kernel::{
        actor::{Actor, Signature},
        calendar::WorkCalendar,
        ids::{EntryId, UnitCode},
    },
    rectification::{
        model::{Entry, LedgerRow},
        store as entries,
    },
    store::{self, Change, Commit, Failure, Progress, Several, Store, TransactError},
    working_day::store::calendar,
};

const REMINDER: &str = "entry_reminder";

/// The name under which the journal keeps it.
const REMIND: &str = "rectification.remind";

/// The reminders of so many entries are read at once, so that none of them is cut off.
const AT_ONCE: usize = 200;

const OF_ENTRIES: &str = "SELECT * OMIT id FROM entry_reminder WHERE entry IN $entries ORDER BY entry, day LIMIT 10000";
const OF_UNIT: &str = "SELECT * OMIT id FROM entry_reminder WHERE unit = $unit ORDER BY entry, day LIMIT 10000";

/// The reminders of these entries, those of each in the order of their days.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_entries(
    store: &Store,
    entries: impl IntoIterator<Item = &EntryId>,
) -> Result<Vec<EntryReminder>, Failure> {
    let entries: Vec<&EntryId> = entries.into_iter().collect();
    let mut reminders = Vec::new();
    for part in entries.chunks(AT_ONCE) {
        let of_part: Vec<EntryReminder> = store::select(store, OF_ENTRIES, [("entries", json!(part))]).await?;
        reminders.extend(of_part);
    }
    Ok(reminders)
}

/// The reminders of a unit, those of each entry in the order of their days.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_unit(store: &Store, unit: &UnitCode) -> Result<Vec<EntryReminder>, Failure> {
    Ok(store::select(store, OF_UNIT, [("unit", json!(unit))]).await?)
}

/// Those of these lines of which the units can be reminded now, each at its version; and those of which this form has
/// reminded them already, so that one that is sent again is answered as it was.
///
/// # Errors
/// When the database cannot be read.
pub async fn waiting(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    rows: &[LedgerRow],
) -> Result<Vec<(EntryId, u32)>, Failure> {
    let last = rules::last_of(of_entries(store, rows.iter().map(|row| &row.entry)).await?);
    let (calendar, day) = (calendar(store).await?, chain_day(at));
    let mut sent: BTreeMap<&UnitCode, bool> = BTreeMap::new();
    let mut waiting = Vec::new();
    for row in rows {
        let last = last.get(&row.entry);
        let is_new = rules::require(row.state, last.map(|last| last.day), &calendar, day).is_ok();
        let is_of_today = last.is_some_and(|last| (last.day, last.entry_version) == (day, row.version));
        let is_sent = match sent.get(&row.unit).copied() {
            Some(sent) => sent,
            None if is_of_today => {
                let before = store::done_before(store, actor, &[REMIND], &format!("{key}-{}", row.unit)).await?;
                sent.insert(&row.unit, before);
                before
            }
            None => false,
        };
        if is_new || is_of_today && is_sent {
            waiting.push((row.entry.clone(), row.version));
        }
    }
    Ok(waiting)
}

/// Who reminds, when and by which form, and what is known of the day.
struct Asking<'a> {
    actor: &'a Actor,
    at: DateTime<Utc>,
    key: &'a str,
    calendar: WorkCalendar,
    last: BTreeMap<EntryId, EntryReminder>,
}

/// Reminds the units of these entries, each as it was seen at its version. Each unit is told of all of its own in one
/// transaction; what stands against one entry holds no other back.
///
/// # Errors
/// [`AppError::Partly`] where an entry was left, or a failure of the database.
pub async fn remind(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    ticked: &[(EntryId, u32)],
    progress: &Progress,
) -> Result<(), Failure> {
    let last = rules::last_of(of_entries(store, ticked.iter().map(|(entry, _)| entry)).await?);
    let asking = Asking { actor, at, key, calendar: calendar(store).await?, last };
    let mut several = Several::counted(progress);
    let mut by_unit: BTreeMap<UnitCode, Vec<(Entry, u32)>> = BTreeMap::new();
    let mut found = entries::load_all(store, ticked.iter().map(|(entry, _)| entry)).await?;
    for (id, seen) in ticked {
        match found.remove(id) {
            Some(entry) => by_unit.entry(entry.unit.clone()).or_default().push((entry, *seen)),
            None => several.note(id.to_string(), Err(AppError::NotFound.into()))?,
        }
    }
    for (unit, entries) in by_unit {
        remind_unit(store, &asking, &unit, entries, &mut several).await?;
    }
    several.answer()
}

async fn remind_unit(
    store: &Store,
    asking: &Asking<'_>,
    unit: &UnitCode,
    entries: Vec<(Entry, u32)>,
    several: &mut Several,
) -> Result<(), Failure> {
    let key = format!("{}-{unit}", asking.key);
    let before = store::done_before(store, asking.actor, &[REMIND], &key).await?;
    let day = chain_day(asking.at);
    let mut commit = Commit::by(asking.actor, REMIND, key, asking.at);
    let mut reminded = Vec::new();
    for (entry, seen) in entries {
        let name = format!("{} {}", entry.entry, entry.title);
        let last = asking.last.get(&entry.entry);
        if before && last.is_some_and(|last| (last.day, last.entry_version) == (day, seen)) {
            several.note(name, Ok(()))?;
            continue;
        }
        let known = if before { Err(AppError::NotAllowedNow) } else { Ok(()) };
        if let Err(why) = refuse(asking, &entry, seen).and(known) {
            several.note(name, Err(why.into()))?;
            continue;
        }
        let reminder = EntryReminder {
            entry: entry.entry.clone(),
            unit: unit.clone(),
            day,
            entry_version: seen,
            signed: Signature::of(asking.actor, asking.at),
            version: 1,
        };
        commit = commit.with(Change::create(REMINDER, reminder_id(&entry.entry, day), &reminder)?);
        reminded.push(name);
    }
    if reminded.is_empty() {
        return Ok(());
    }
    let refused = match store::transact(store, commit).await {
        Ok(_) => None,
        // Somebody else reminded the unit of one of them at the same moment.
        Err(TransactError::Exists { .. }) => Some(AppError::NotAllowedNow),
        Err(error) => match Failure::from(error) {
            Failure::Refused(why) => Some(why),
            failure @ Failure::Internal(_) => return Err(failure),
        },
    };
    for name in reminded {
        several.note(name, refused.clone().map_or(Ok(()), |why| Err(why.into())))?;
    }
    Ok(())
}

/// What stands against a reminder of this entry, as it was seen at this version.
fn refuse(asking: &Asking<'_>, entry: &Entry, seen: u32) -> Result<(), AppError> {
    if entry.version != seen {
        return Err(AppError::Stale);
    }
    let last = asking.last.get(&entry.entry).map(|last| last.day);
    rules::require(entry.state, last, &asking.calendar, chain_day(asking.at))
}
