//! The register in the database: tables `unit` and `former_name`.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

use super::{
    model::{EntryCounts, FormerName, Standing, Unit, former_name_id, standing_id},
    rules,
};
use crate::{
    error::AppError,
    journal::chain::chain_day,
    kernel::{
        actor::Actor,
        district_time::shown,
        ids::{SeasonId, UnitCode},
        permit::{self, Action, Subject},
        text::{Note, Title},
        unit_kind::UnitKind,
    },
    store::{self, Change, Commit, Failure, Merge, Outcome, Store, Walk},
    working_day,
};

const UNIT: &str = "unit";
const FORMER_NAME: &str = "former_name";
const STANDING_TABLE: &str = "unit_standing";

const ALL: &str = "SELECT * OMIT id FROM unit ORDER BY code LIMIT 5000";
const BY_KIND: &str = "SELECT * OMIT id FROM unit WHERE kind = $kind ORDER BY code LIMIT 5000";
const EVERY_NAME: &str = "SELECT * OMIT id FROM former_name ORDER BY unit, name LIMIT 5000";
const NAMES_OF: &str = "SELECT * OMIT id FROM former_name WHERE unit = $unit ORDER BY unit, name LIMIT 100";

const STANDING: &str = "SELECT * OMIT id FROM unit_standing WHERE unit = $unit ORDER BY season DESC LIMIT 1";

const STANDINGS: &str = "SELECT * OMIT id FROM unit_standing WHERE unit = $unit ORDER BY season LIMIT 200";
const EVERY_STANDING: &str = "SELECT *, record::id(id) AS record_key OMIT id FROM $records LIMIT $page";
const REPLACE_STANDING: &str = "UPSERT type::record('unit_standing', $id) CONTENT $standing RETURN NONE";
const DROP_STANDING: &str = "DELETE type::record('unit_standing', $id)";

/// How many rows of the summary are read at a time, where all are.
const STANDINGS_AT_A_TIME: usize = 500;

/// How the unit stands in each season, oldest first, at most 200, as the model that the caller reads it into.
///
/// # Errors
/// When the database cannot be read, or a row is not what the model says.
pub async fn standings<T: DeserializeOwned>(store: &Store, unit: &UnitCode) -> Result<Vec<T>, Failure> {
    Ok(store::select(store, STANDINGS, [("unit", json!(unit))]).await?)
}

/// Every row of the summary, whether its unit is registered or not, some at a time in the order of season and unit.
#[must_use]
pub fn every_standing(store: &Store) -> Walk<'_> {
    Walk::new(store, EVERY_STANDING, STANDING_TABLE, STANDINGS_AT_A_TIME)
}

/// One part of how a unit stands in a season, under the keys that lead to it. It replaces what stood there.
///
/// # Errors
/// When the part has no JSON form.
pub fn standing_part(
    season: &SeasonId,
    unit: &UnitCode,
    keys: &[&str],
    part: &impl Serialize,
) -> Result<Merge, Failure> {
    Ok(Merge::into(STANDING_TABLE, standing_id(season, unit))
        .with(&["season"], json!(season))
        .with(&["unit"], json!(unit))
        .with(keys, serde_json::to_value(part)?))
}

/// How the unit stands in one season, as the model that the caller reads it into; `None` where nothing is known.
///
/// # Errors
/// When the database cannot be read, or the row is not what the model says.
pub async fn standing_in<T: DeserializeOwned>(
    store: &Store,
    season: &SeasonId,
    unit: &UnitCode,
) -> Result<Option<T>, Failure> {
    Ok(store::load(store, STANDING_TABLE, &standing_id(season, unit)).await?)
}

/// Replaces a row of the summary by one that was summed anew, or removes it where nothing is to be summed. A summary is
/// no fact, so no journal knows of it; nobody else may write meanwhile.
///
/// # Errors
/// A failure of the database.
pub async fn replace_standing(
    store: &Store,
    season: &SeasonId,
    unit: &UnitCode,
    standing: Option<Value>,
) -> Result<(), Failure> {
    let id = ("id", json!(standing_id(season, unit)));
    match standing {
        Some(standing) => {
            let standing = ("standing", store::without_nulls(standing));
            store::put(store, REPLACE_STANDING, [id, standing]).await?;
        }
        None => store::put(store, DROP_STANDING, [id]).await?,
    }
    Ok(())
}

/// How the unit stands in the latest season that it has a standing in.
///
/// # Errors
/// When the database cannot be read.
pub async fn standing(store: &Store, unit: &UnitCode) -> Result<Option<Standing>, Failure> {
    Ok(store::select(store, STANDING, [("unit", json!(unit))]).await?.into_iter().next())
}

/// That standing as far as a person may see it and as the holiday tables count by now, and its entries as they count on a
/// day.
///
/// # Errors
/// When the database cannot be read.
pub async fn standing_seen_by(
    store: &Store,
    actor: &Actor,
    unit: &UnitCode,
    today: NaiveDate,
) -> Result<(Option<Standing>, EntryCounts), Failure> {
    let standing = standing(store, unit).await?.map(|standing| rules::standing_seen_by(actor, standing));
    let standing = match standing {
        Some(standing) => Some(rules::counted_by(&working_day::store::calendar(store).await?, standing)),
        None => None,
    };
    let entries = standing.as_ref().map(|standing| rules::count_entries(standing, today));
    Ok((standing, entries.unwrap_or_default()))
}

/// All units by code, at most 5000.
///
/// # Errors
/// When the database cannot be read.
pub async fn all(store: &Store) -> Result<Vec<Unit>, Failure> {
    Ok(store::select(store, ALL, []).await?)
}

/// The units that a person may see by code: all for whoever works for the district, their own for a unit's people.
///
/// # Errors
/// [`AppError::NotPermitted`] for whoever reads no units, or a failure of the database.
pub async fn seen_by(store: &Store, actor: &Actor) -> Result<Vec<Unit>, Failure> {
    match &actor.unit {
        Some(own) if actor.is_of(own) => {
            permit::check(actor, Action::ReadUnits, Subject::unit(own))?;
            Ok(load(store, own).await?.into_iter().collect())
        }
        Some(_) | None => {
            permit::check(actor, Action::ReadUnits, Subject::DISTRICT)?;
            all(store).await
        }
    }
}

/// The units of a kind by code, at most 5000.
///
/// # Errors
/// When the database cannot be read.
pub async fn by_kind(store: &Store, kind: UnitKind) -> Result<Vec<Unit>, Failure> {
    Ok(store::select(store, BY_KIND, [("kind", json!(kind))]).await?)
}

/// The unit with this code.
///
/// # Errors
/// When the database cannot be read.
pub async fn load(store: &Store, code: &UnitCode) -> Result<Option<Unit>, Failure> {
    Ok(store::load(store, UNIT, code.as_str()).await?)
}

/// All former names by unit and name, at most 5000, without those that were taken back.
///
/// # Errors
/// When the database cannot be read.
pub async fn former_names(store: &Store) -> Result<Vec<FormerName>, Failure> {
    let mut names = every_name(store).await?;
    names.retain(FormerName::is_active);
    Ok(names)
}

async fn every_name(store: &Store) -> Result<Vec<FormerName>, Failure> {
    Ok(store::select(store, EVERY_NAME, []).await?)
}

/// The names that a unit had before, at most 100, without those that were taken back.
///
/// # Errors
/// When the database cannot be read.
pub async fn former_names_of(store: &Store, unit: &UnitCode) -> Result<Vec<FormerName>, Failure> {
    let mut names: Vec<FormerName> = store::select(store, NAMES_OF, [("unit", json!(unit))]).await?;
    names.retain(FormerName::is_active);
    Ok(names)
}

/// Takes a former name back that was a slip: from this day it means the unit no more. The record stays, and its journal.
///
/// # Errors
/// [`AppError::Stale`] where it was changed or taken back since it was seen, or a failure of the database.
pub async fn take_back_name(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    unit: &UnitCode,
    name: &Title,
    seen: u32,
    reason: &Note,
) -> Result<(), Failure> {
    let id = former_name_id(unit, name);
    let known: Option<FormerName> = store::load(store, FORMER_NAME, &id).await?;
    let Some(commit) = store::begin(store, actor, "former_name.take_back", key, at).await? else { return Ok(()) };
    let before = known.filter(|known| known.is_active() && known.version == seen).ok_or(AppError::Stale)?;
    let after = FormerName { retired_on: Some(chain_day(at)), ..before.clone() };
    let change = Change::update(FORMER_NAME, id, seen, &before, &after)?;
    store::transact(store, commit.because(reason.as_str()).with(change)).await?;
    Ok(())
}

/// Takes over these units and former names in one transaction: each is created or updated; what says the same as
/// before is left as it is, and what is not named stays. A name that a unit has no more becomes a former one.
///
/// # Errors
/// [`AppError::Stale`] when one was changed meanwhile, or a failure of the database.
pub async fn import(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    units: &[Unit],
    names: &[FormerName],
) -> Result<Outcome, Failure> {
    let action = if units.is_empty() { "former_name.import" } else { "unit.import" };
    let mut commit = Commit::by(actor, action, key, at);
    let (changes, given_up) = unit_changes(store, units, shown(at).year()).await?;
    commit.changes = changes;
    commit.changes.extend(name_changes(store, names, &given_up).await?);
    if commit.changes.is_empty() {
        return Ok(Outcome::Done);
    }
    Ok(store::transact(store, commit).await?)
}

/// What changes of the units, and the names that they give up in this year.
async fn unit_changes(store: &Store, units: &[Unit], year: i32) -> Result<(Vec<Change>, Vec<FormerName>), Failure> {
    let known: BTreeMap<UnitCode, Unit> = match units {
        [] => BTreeMap::new(),
        _ => all(store).await?.into_iter().map(|unit| (unit.code.clone(), unit)).collect(),
    };
    let (mut changes, mut given_up) = (Vec::new(), Vec::new());
    for unit in units {
        match known.get(&unit.code) {
            None => changes.push(Change::create(UNIT, unit.code.as_str(), unit)?),
            Some(before) if before.says_the_same(unit) => {}
            Some(before) => {
                changes.push(Change::update(UNIT, unit.code.as_str(), before.version, before, unit)?);
                given_up.extend(rules::given_up(before, unit, year));
            }
        }
    }
    Ok((changes, given_up))
}

/// What changes of the former names. One that is given up is only added: what is known of it already stays, but that it was
/// taken back.
async fn name_changes(store: &Store, names: &[FormerName], given_up: &[FormerName]) -> Result<Vec<Change>, Failure> {
    let known: BTreeMap<String, FormerName> = match (names, given_up) {
        ([], []) => BTreeMap::new(),
        _ => every_name(store).await?.into_iter().map(|name| (name.id(), name)).collect(),
    };
    let named: BTreeSet<String> = names.iter().map(FormerName::id).collect();
    let mut changes = Vec::new();
    for name in names {
        match known.get(&name.id()) {
            None => changes.push(Change::create(FORMER_NAME, name.id(), name)?),
            Some(before) if before.says_the_same(name) => {}
            Some(before) => changes.push(Change::update(FORMER_NAME, name.id(), before.version, before, name)?),
        }
    }
    for name in given_up {
        let id = name.id();
        if named.contains(&id) {
            continue;
        }
        match known.get(&id) {
            None => changes.push(Change::create(FORMER_NAME, id, name)?),
            Some(before) if before.is_active() => {}
            Some(before) => changes.push(Change::update(FORMER_NAME, id, before.version, before, name)?),
        }
    }
    Ok(changes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{instant, memory, officer};

    fn unit(code: &str, name: &str) -> Unit {
        Unit {
            code: UnitCode::parse(code).unwrap(),
            name: Title::parse(name).unwrap(),
            short_name: Title::parse(name).unwrap(),
            kind: UnitKind::Department,
            credit_code: None,
            website: None,
            phone: Some("12345".to_owned()),
            head: None,
            retired_on: None,
            version: 0,
        }
    }

    fn former(name: &str, unit: &str) -> FormerName {
        let (name, unit) = (Title::parse(name).unwrap(), UnitCode::parse(unit).unwrap());
        FormerName { name, unit, from: None, to: Some(2019), retired_on: None, version: 0 }
    }

    #[tokio::test]
    async fn an_import_creates_updates_and_leaves_alone() {
        let store = memory().await;
        let by = officer();
        let names = [former("旧", "A01")];
        import(&store, &by, instant(), "k1", &[unit("A01", "甲"), unit("A02", "乙")], &names).await.unwrap();
        import(&store, &by, instant(), "k2", &[unit("A01", "丙"), unit("A03", "丁")], &names).await.unwrap();
        let seen: Vec<(String, String, u32)> = all(&store)
            .await
            .unwrap()
            .into_iter()
            .map(|unit| (unit.code.to_string(), unit.name.to_string(), unit.version))
            .collect();
        let row = |code: &str, name: &str, version| (code.to_owned(), name.to_owned(), version);
        assert_eq!(seen, [row("A01", "丙", 2), row("A02", "乙", 1), row("A03", "丁", 1)]);
        assert_eq!(former_names(&store).await.unwrap()[0].version, 1);
    }

    #[tokio::test]
    async fn a_name_that_a_later_register_changes_stays_as_a_former_one() {
        let (store, by) = (memory().await, officer());
        let renamed = Unit { short_name: Title::parse("乙").unwrap(), ..unit("A01", "乙局") };
        let names = async || {
            let names = former_names(&store).await.unwrap();
            names.into_iter().map(|name| (name.name.to_string(), name.to, name.version)).collect::<Vec<_>>()
        };
        let former = |name: &str| (name.to_owned(), Some(shown(instant()).year()), 1);
        import(&store, &by, instant(), "k1", &[unit("A01", "甲局")], &[]).await.unwrap();
        assert_eq!(names().await, []);
        import(&store, &by, instant(), "k2", std::slice::from_ref(&renamed), &[]).await.unwrap();
        assert_eq!(names().await, [former("甲局")], "the short name was the same");
        import(&store, &by, instant(), "k3", &[unit("A01", "甲局")], &[]).await.unwrap();
        assert_eq!(names().await, [former("乙"), former("乙局"), former("甲局")]);
        import(&store, &by, instant(), "k4", &[renamed], &[]).await.unwrap();
        assert_eq!(names().await, [former("乙"), former("乙局"), former("甲局")], "what is known stays as it is");
    }

    #[tokio::test]
    async fn a_name_that_was_taken_back_means_the_unit_no_more_until_it_is_named_or_given_up_again() {
        let (store, by) = (memory().await, officer());
        let (wrong, reason) = (former("写错", "A01"), Note::parse("导入时写错").unwrap());
        import(&store, &by, instant(), "k1", &[unit("A01", "甲局")], std::slice::from_ref(&wrong)).await.unwrap();
        let take_back = async |key: &str, seen: u32| {
            take_back_name(&store, &officer(), instant(), key, &wrong.unit, &wrong.name, seen, &reason).await
        };
        let names = async || {
            let of_unit = former_names_of(&store, &wrong.unit).await.unwrap();
            assert_eq!(former_names(&store).await.unwrap(), of_unit);
            of_unit.into_iter().map(|name| (name.name.to_string(), name.version)).collect::<Vec<_>>()
        };
        let is_stale = |refused: Result<(), Failure>| matches!(refused, Err(Failure::Refused(AppError::Stale)));
        assert!(is_stale(take_back("k2", 7).await));
        for _ in 0..2 {
            take_back("k3", 1).await.unwrap();
            assert_eq!(names().await, []);
        }
        assert!(is_stale(take_back("k4", 2).await), "it is taken back");
        import(&store, &by, instant(), "k5", &[], std::slice::from_ref(&wrong)).await.unwrap();
        assert_eq!(names().await, [("写错".to_owned(), 3)]);
        take_back("k6", 3).await.unwrap();
        import(&store, &by, instant(), "k7", &[unit("A01", "写错")], &[]).await.unwrap();
        import(&store, &by, instant(), "k8", &[unit("A01", "甲局")], &[]).await.unwrap();
        assert_eq!(names().await, [("写错".to_owned(), 5), ("甲局".to_owned(), 1)]);
    }

    #[tokio::test]
    async fn a_unit_is_read_as_it_was_written() {
        let store = memory().await;
        let written = Unit { website: Some("https://a.example.com".to_owned()), ..unit("A01", "甲") };
        import(&store, &officer(), instant(), "k1", std::slice::from_ref(&written), &[]).await.unwrap();
        let read = load(&store, &written.code).await.unwrap().unwrap();
        assert!(read.says_the_same(&written));
        assert_eq!(by_kind(&store, UnitKind::Department).await.unwrap(), [read]);
        assert_eq!(by_kind(&store, UnitKind::Subdistrict).await.unwrap(), []);
    }

    #[tokio::test]
    async fn an_import_that_says_nothing_new_leaves_no_trace() {
        let store = memory().await;
        import(&store, &officer(), instant(), "k1", &[unit("A01", "甲")], &[]).await.unwrap();
        import(&store, &officer(), instant(), "k2", &[unit("A01", "甲")], &[]).await.unwrap();
        assert_eq!(load(&store, &UnitCode::parse("A01").unwrap()).await.unwrap().unwrap().version, 1);
    }
}
