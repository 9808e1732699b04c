//! The roster in the database: table `inspector`.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, Utc};

use super::rules::{says_the_same, unit_names, with_former};
use crate::{
    inspection::{
        model::RosterInspector,
        rules::recusal::{FormerUnitRule, UnitNames},
    },
    kernel::{actor::Actor, district_time::shown, ids::InspectorId},
    policy,
    store::{self, Change, Commit, Failure, Outcome, Store},
    unit::{
        self,
        model::{FormerName, Unit},
    },
};

const TABLE: &str = "inspector";

const ALL: &str = "SELECT * OMIT id FROM inspector ORDER BY inspector LIMIT 5000";

/// How many are read at once by their ids.
const AT_ONCE: usize = 200;

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

/// Those of these inspectors whom the roster knows, read some at a time, in whatever order.
///
/// # Errors
/// When the database cannot be read.
pub async fn several(store: &Store, inspectors: BTreeSet<&InspectorId>) -> Result<Vec<RosterInspector>, Failure> {
    let numbers: Vec<&str> = inspectors.into_iter().map(InspectorId::as_str).collect();
    let mut found: Vec<RosterInspector> = Vec::with_capacity(numbers.len());
    for part in numbers.chunks(AT_ONCE) {
        let of_part: Vec<RosterInspector> = store::load_several(store, TABLE, part).await?;
        found.extend(of_part);
    }
    Ok(found)
}

/// What it is worked out from, beside the roster, from which units somebody is recused (Art. 14).
pub struct Grounds {
    /// All units by code.
    pub units: Vec<Unit>,
    /// All former names.
    pub former: Vec<FormerName>,
    /// How long a former post recuses.
    pub rule: FormerUnitRule,
}

impl Grounds {
    /// Reads them all: a name that is one unit's may be another one's too.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn read(store: &Store) -> Result<Self, Failure> {
        Ok(Self {
            units: unit::store::all(store).await?,
            former: unit::store::former_names(store).await?,
            rule: FormerUnitRule::of(policy::store::load(store).await?.former_unit_years),
        })
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
/// as they are, and whoever is not named stays. A workplace that one of them has no more becomes a former one.
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
    let (names, year) = (names(store).await?, shown(at).year());
    let mut commit = Commit::by(actor, "roster.import", key, at);
    for inspector in inspectors {
        let id = inspector.inspector.as_str();
        let Some(before) = known.get(&inspector.inspector) else {
            commit = commit.with(Change::create(TABLE, id, inspector)?);
            continue;
        };
        let (after, _) = with_former(before, inspector.clone(), &names, year);
        if !says_the_same(before, &after) {
            commit = commit.with(Change::update(TABLE, id, before.version, before, &after)?);
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

    #[tokio::test]
    async fn several_are_read_without_whom_the_roster_does_not_know() {
        let store = memory().await;
        let people = [inspector("J1", None), inspector("J2", None), inspector("J3", None)];
        import(&store, &officer(), instant(), "k1", &people).await.unwrap();
        let asked = ["J3", "J9", "J1"].map(|number| InspectorId::parse(number).unwrap());
        let found = several(&store, asked.iter().collect()).await.unwrap();
        let found: BTreeSet<&str> = found.iter().map(|one| one.inspector.as_str()).collect();
        assert_eq!(found, BTreeSet::from(["J1", "J3"]));
        assert!(several(&store, BTreeSet::new()).await.unwrap().is_empty());
    }

    #[tokio::test]
    async fn a_workplace_that_a_later_roster_takes_away_stays_as_a_former_one() {
        let store = memory().await;
        let one = |current: Option<&str>, former: Option<&str>| RosterInspector {
            current_unit: current.map(str::to_owned),
            ..inspector("J1", former)
        };
        let year = shown(instant()).year();
        let imported = async |key: &str, one: RosterInspector| {
            import(&store, &officer(), instant(), key, std::slice::from_ref(&one)).await.unwrap();
            let read = load(&store, &one.inspector).await.unwrap().unwrap();
            (read.former_units, read.version)
        };
        assert_eq!(imported("k1", one(Some("教育局"), None)).await, (None, 1));
        let left = Some(format!("教育局（至{year}年）"));
        assert_eq!(imported("k2", one(Some("司法局"), None)).await, (left.clone(), 2));
        assert_eq!(
            imported("k3", one(Some("司法局"), None)).await,
            (left.clone(), 2),
            "the same file says nothing new"
        );
        let both = Some(format!("民政局（2010—2016）；教育局（至{year}年）；司法局（至{year}年）"));
        assert_eq!(imported("k4", one(None, Some("民政局（2010—2016）"))).await, (both, 3));
        let listed = "教育局（2016—2020）；司法局（2020—2024）";
        assert_eq!(imported("k5", one(None, Some(listed))).await, (Some(listed.to_owned()), 4));
    }
}
