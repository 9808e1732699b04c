//! `zeqing rebuild-summaries`: sums anew, from submissions, visits and entries, how each unit stands in each season.
//!
//! Commands keep the summaries up to date by themselves, so there must be no difference; one shows that somebody
//! changed the tables by hand, or a fault of the program. The embedded database must not be open in a running server.

use std::{
    collections::{BTreeMap, BTreeSet},
    process::ExitCode,
};

use clap::Args;
use serde::{Deserialize, Serialize};

use crate::{
    command::{
        count::counted,
        database::{self, DatabaseArgs},
    },
    inspection::{model::VisitStanding, plan},
    kernel::ids::{EntryId, RoundId, SeasonId, UnitCode, VisitId},
    rectification::{self, model::EntryStanding},
    self_check::{self, model::SubmissionStanding},
    store::{Failure, Store},
    unit,
};

/// `zeqing rebuild-summaries`
#[derive(Debug, Args)]
pub struct RebuildArgs {
    /// Replace what differs; without it, differences are only reported
    #[arg(long)]
    pub write: bool,
    /// The database whose summaries are summed
    #[command(flatten)]
    pub database: DatabaseArgs,
}

/// How a unit stands in a season, as summed from the records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Summed {
    season: SeasonId,
    unit: UnitCode,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    self_checks: BTreeMap<RoundId, SubmissionStanding>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    visits: BTreeMap<VisitId, VisitStanding>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    entries: BTreeMap<EntryId, EntryStanding>,
}

impl Summed {
    fn nothing(season: SeasonId, unit: UnitCode) -> Self {
        Self { season, unit, self_checks: BTreeMap::new(), visits: BTreeMap::new(), entries: BTreeMap::new() }
    }
}

/// A part of a summary that says something else than the records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The season.
    pub season: SeasonId,
    /// The unit.
    pub unit: UnitCode,
    /// Which parts differ: the ids of rounds, visits and entries.
    pub parts: Vec<String>,
    /// Whether the unit is registered. The summary of one that is not differs whole, for there must be none.
    pub is_registered: bool,
}

/// Carries the command out: 0 where nothing differs or everything was replaced, 1 where something differs, 2 when the
/// database could not be read.
pub async fn execute(arguments: &RebuildArgs) -> ExitCode {
    match run(arguments).await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

async fn run(arguments: &RebuildArgs) -> Result<ExitCode, Box<dyn std::error::Error>> {
    let address = arguments.database.address()?;
    let store = if arguments.write {
        database::require_there(&address)?;
        Store::open(&address).await?
    } else {
        // Whoever only asks does not bring an older database up to date.
        database::open_as_it_is(&address).await?
    };
    let differences = rebuild(&store, arguments.write).await?;
    for Difference { season, unit, parts, is_registered } in &differences {
        let why = if *is_registered { "" } else { "no such unit is registered " };
        println!("{season}.{unit}: {why}{}", parts.join(", "));
    }
    let done = if arguments.write { "replaced" } else { "found" };
    let differ = counted(differences.len(), "summary that differs", "summaries that differ");
    println!("{differ} from the records {done}");
    Ok(if arguments.write || differences.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// Compares every summary with the records, and replaces those that differ where that is wanted.
///
/// # Errors
/// A failure of the database, or a row that is not what the program writes.
pub async fn rebuild(store: &Store, write: bool) -> Result<Vec<Difference>, Failure> {
    let mut differences = Vec::new();
    let units = unit::store::all(store).await?;
    for unit in &units {
        let stored: Vec<Summed> = unit::store::standings(store, &unit.code).await?;
        let stored = by_season(stored.into_iter());
        let summed = sum(store, &unit.code).await?;
        let seasons: BTreeSet<&SeasonId> = stored.keys().chain(summed.keys()).collect();
        for season in seasons {
            let (before, after) = (stored.get(season), summed.get(season));
            let parts = differing(before, after);
            if parts.is_empty() {
                continue;
            }
            if write {
                let row = after.map(serde_json::to_value).transpose()?;
                unit::store::replace_standing(store, season, &unit.code, row).await?;
            }
            let (season, unit) = (season.clone(), unit.code.clone());
            differences.push(Difference { season, unit, parts, is_registered: true });
        }
    }
    let registered: BTreeSet<&UnitCode> = units.iter().map(|unit| &unit.code).collect();
    differences.extend(of_strangers(store, &registered, write).await?);
    Ok(differences)
}

/// The summaries of units that are not registered: nobody finds them by a unit, but a ranking reads the whole season.
/// Replaced they are gone; should the unit be registered again, they are summed anew as every other.
async fn of_strangers(
    store: &Store,
    registered: &BTreeSet<&UnitCode>,
    write: bool,
) -> Result<Vec<Difference>, Failure> {
    let mut strangers = Vec::new();
    let mut walk = unit::store::every_standing(store);
    loop {
        let rows: Vec<Summed> = walk.next().await?;
        if rows.is_empty() {
            break;
        }
        strangers.extend(rows.into_iter().filter(|row| !registered.contains(&row.unit)).map(|row| Difference {
            parts: differing(Some(&row), None),
            season: row.season,
            unit: row.unit,
            is_registered: false,
        }));
    }
    if write {
        for Difference { season, unit, .. } in &strangers {
            unit::store::replace_standing(store, season, unit, None).await?;
        }
    }
    Ok(strangers)
}

fn by_season(rows: impl Iterator<Item = Summed>) -> BTreeMap<SeasonId, Summed> {
    rows.map(|row| (row.season.clone(), row)).collect()
}

async fn sum(store: &Store, unit: &UnitCode) -> Result<BTreeMap<SeasonId, Summed>, Failure> {
    let mut seasons: BTreeMap<SeasonId, Summed> = BTreeMap::new();
    for submission in self_check::store::whole_of_unit(store, unit).await? {
        let checks = &mut of(&mut seasons, &submission.season, unit).self_checks;
        checks.insert(submission.round.clone(), SubmissionStanding::of(&submission));
    }
    for visit in plan::store::visits_of_unit(store, unit).await? {
        of(&mut seasons, &visit.season, unit).visits.insert(visit.visit.clone(), VisitStanding::of(&visit));
    }
    for entry in rectification::store::of_unit(store, unit).await? {
        of(&mut seasons, &entry.season, unit).entries.insert(entry.entry.clone(), EntryStanding::of(&entry));
    }
    Ok(seasons)
}

fn of<'a>(seasons: &'a mut BTreeMap<SeasonId, Summed>, season: &SeasonId, unit: &UnitCode) -> &'a mut Summed {
    seasons.entry(season.clone()).or_insert_with(|| Summed::nothing(season.clone(), unit.clone()))
}

fn differing(before: Option<&Summed>, after: Option<&Summed>) -> Vec<String> {
    let checks = differing_parts(before.map(|row| &row.self_checks), after.map(|row| &row.self_checks));
    let visits = differing_parts(before.map(|row| &row.visits), after.map(|row| &row.visits));
    let entries = differing_parts(before.map(|row| &row.entries), after.map(|row| &row.entries));
    [checks, visits, entries].concat()
}

/// The ids under which the two say something else.
fn differing_parts<K: Ord + ToString, V: PartialEq>(
    before: Option<&BTreeMap<K, V>>,
    after: Option<&BTreeMap<K, V>>,
) -> Vec<String> {
    let ids: BTreeSet<&K> = before.into_iter().chain(after).flat_map(BTreeMap::keys).collect();
    let same = |id: &K| before.and_then(|row| row.get(id)) == after.and_then(|row| row.get(id));
    ids.into_iter().filter(|id| !same(id)).map(ToString::to_string).collect()
}
