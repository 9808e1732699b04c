//! The roster in the database: table `inspector`.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::rules::{says_the_same, unit_names};
use crate::{
    inspection::{
        model::RosterInspector,
        rules::recusal::{FormerUnitRule, UnitNames},
    },
    kernel::{actor::Actor, ids::InspectorId},
    policy,
    store::{self, Change, Commit, Failure, Outcome, Store},
    unit::{
        self,
        model::{FormerName, Unit},
    },
};

const TABLE: &str = "inspector";

const ALL: &str = "SELECT * OMIT id FROM inspector ORDER BY inspector LIMIT 5000";

/// All inspectors by number, at most 5000.
///
/// # Errors
/// When the database cannot be read.
pub async fn all(store: &Store) -> Result<Vec<RosterInspector>, Failure> {
    Ok(store::select(store, ALL, []).await?)
}

/// The inspector with this number.
///
/// # Errors
/// When the database cannot be read.
pub async fn load(store: &Store, inspector: &InspectorId) -> Result<Option<RosterInspector>, Failure> {
    Ok(store::load(store, TABLE, inspector.as_str()).await?)
}

/// What beside the roster says who is recused from which unit (Art. 14).
#[derive(Debug, Clone)]
pub struct Grounds {
    /// All units by code, for a name that is one unit's may be another one's too.
    pub units: Vec<Unit>,
    /// All former names.
    pub former: Vec<FormerName>,
    /// For how many years a former post recuses; `None` for ever.
    pub former_unit_years: Option<u16>,
}

impl Grounds {
    /// Reads them as they are now.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn read(store: &Store) -> Result<Self, Failure> {
        Ok(Self {
            units: unit::store::all(store).await?,
            former: unit::store::former_names(store).await?,
            former_unit_years: policy::store::load(store).await?.former_unit_years,
        })
    }

    /// How long a former post recuses.
    #[must_use]
    pub fn rule(&self) -> FormerUnitRule {
        FormerUnitRule::of(self.former_unit_years)
    }
}

/// Every name under which the register's units are or were known, for recusal.
///
/// # Errors
/// When the database cannot be read.
pub async fn names(store: &Store) -> Result<UnitNames, Failure> {
    let units = unit::store::all(store).await?;
    let former = unit::store::former_names(store).await?;
    Ok(unit_names(&units, &former))
}

/// Takes over these inspectors in one transaction: each is created or updated; whoever says the same as before is left
/// as they are, and whoever is not named stays.
///
/// # Errors
/// [`AppError::Stale`](crate::error::AppError::Stale) when one was changed meanwhile, or a failure of the database.
pub async fn import(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    inspectors: &[RosterInspector],
) -> Result<Outcome, Failure> {
    let known: BTreeMap<InspectorId, RosterInspector> =
        all(store).await?.into_iter().map(|inspector| (inspector.inspector.clone(), inspector)).collect();
    let mut commit = Commit::by(actor, "roster.import", key, at);
    for inspector in inspectors {
        let id = inspector.inspector.as_str();
        match known.get(&inspector.inspector) {
            None => commit = commit.with(Change::create(TABLE, id, inspector)?),
            Some(before) if says_the_same(before, inspector) => {}
            Some(before) => commit = commit.with(Change::update(TABLE, id, before.version, before, inspector)?),
        }
    }
    if commit.changes.is_empty() {
        return Ok(Outcome::Done);
    }
    Ok(store::transact(store, commit).await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        kernel::text::Title,
        store::testing::{instant, memory, officer},
    };

    fn inspector(number: &str, former: Option<&str>) -> RosterInspector {
        RosterInspector {
            inspector: InspectorId::parse(number).unwrap(),
            name: Title::parse("检查员").unwrap(),
            current_unit: None,
            former_units: former.map(str::to_owned),
            declared_units: None,
            speciality: None,
            may_lead: true,
            retired_on: None,
            version: 0,
        }
    }

    #[tokio::test]
    async fn an_import_creates_updates_and_leaves_alone() {
        let store = memory().await;
        let first = [inspector("J1", None), inspector("J2", None)];
        import(&store, &officer(), instant(), "k1", &first).await.unwrap();
        let second = [inspector("J1", Some("教育局（2010—2016）")), inspector("J2", None)];
        import(&store, &officer(), instant(), "k2", &second).await.unwrap();
        let seen = all(&store).await.unwrap();
        assert_eq!(seen.iter().map(|inspector| inspector.version).collect::<Vec<_>>(), [2, 1]);
        let read = load(&store, &second[0].inspector).await.unwrap().unwrap();
        assert!(says_the_same(&read, &second[0]));
    }
}
