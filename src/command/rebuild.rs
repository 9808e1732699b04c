//! `zeqing rebuild-summaries`: sums anew, from submissions, visits and entries, how each unit stands in each season.
//!
//! Commands keep the summaries up to date by themselves, so there must be no difference; one shows that somebody
//! changed the tables by hand, or a fault of the program. The embedded database must not be open in a running server.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    process::ExitCode,
};

use chrono::NaiveDate;
use clap::Args;
use serde::{Deserialize, Serialize};

use crate::{
    inspection::{
        model::{Visit, VisitStanding},
        plan,
    },
    kernel::ids::{EntryId, SeasonId, UnitCode},
    rectification::{self, model::EntryStanding},
    self_check::{self, model::SubmissionStanding},
    store::{Failure, Store, StoreAddress},
    unit,
};

/// `zeqing rebuild-summaries`
#[derive(Debug, Args)]
pub struct RebuildArgs {
    /// Replace what differs; without it, differences are only reported
    #[arg(long)]
    pub write: bool,
    /// The database, closed by every other process where it is embedded
    #[arg(long, env = "ZEQING_DATABASE", default_value = "surrealkv://data/db", hide_env_values = true)]
    pub database: StoreAddress,
}

/// How a unit stands in a season, as summed from the records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Summed {
    season: SeasonId,
    unit: UnitCode,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    self_check: Option<SubmissionStanding>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    visit: Option<VisitStanding>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    entries: BTreeMap<EntryId, EntryStanding>,
}

impl Summed {
    fn nothing(season: SeasonId, unit: UnitCode) -> Self {
        Self { season, unit, self_check: None, visit: None, entries: BTreeMap::new() }
    }
}

/// A part of a summary that says something else than the records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The season.
    pub season: SeasonId,
    /// The unit.
    pub unit: UnitCode,
    /// Which parts differ: `self_check`, `visit`, or the ids of entries.
    pub parts: Vec<String>,
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
    // A mistyped path would otherwise make an empty database, in which nothing differs.
    if let StoreAddress::Embedded(path) = &arguments.database
        && !Path::new(path).is_dir()
    {
        return Err(format!("{path}: there is no database here").into());
    }
    let store = Store::open(&arguments.database).await?;
    let differences = rebuild(&store, arguments.write).await?;
    for Difference { season, unit, parts } in &differences {
        println!("{season}.{unit}: {}", parts.join(", "));
    }
    let done = if arguments.write { "replaced" } else { "found" };
    println!("{} summaries that differ from the records {done}", differences.len());
    Ok(if arguments.write || differences.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// Compares every summary with the records, and replaces those that differ where that is wanted.
///
/// # Errors
/// A failure of the database, or a row that is not what the program writes.
pub async fn rebuild(store: &Store, write: bool) -> Result<Vec<Difference>, Failure> {
    let mut differences = Vec::new();
    for unit in unit::store::all(store).await? {
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
            differences.push(Difference { season: season.clone(), unit: unit.code.clone(), parts });
        }
    }
    Ok(differences)
}

fn by_season(rows: impl Iterator<Item = Summed>) -> BTreeMap<SeasonId, Summed> {
    rows.map(|row| (row.season.clone(), row)).collect()
}

async fn sum(store: &Store, unit: &UnitCode) -> Result<BTreeMap<SeasonId, Summed>, Failure> {
    let mut seasons: BTreeMap<SeasonId, Summed> = BTreeMap::new();
    let mut rounds = self_check::store::whole_of_unit(store, unit).await?;
    // A later round of the season stands in the summary, whatever happens to an earlier one.
    rounds.sort_by(|one, other| one.round.cmp(&other.round));
    for submission in rounds {
        of(&mut seasons, &submission.season, unit).self_check = Some(SubmissionStanding::of(&submission));
    }
    let mut visits = plan::store::visits_of_unit(store, unit).await?;
    visits.sort_by_key(place);
    for visit in visits {
        of(&mut seasons, &visit.season, unit).visit = Some(VisitStanding::of(&visit));
    }
    for entry in rectification::store::of_unit(store, unit).await? {
        of(&mut seasons, &entry.season, unit).entries.insert(entry.entry.clone(), EntryStanding::of(&entry));
    }
    Ok(seasons)
}

fn of<'a>(seasons: &'a mut BTreeMap<SeasonId, Summed>, season: &SeasonId, unit: &UnitCode) -> &'a mut Summed {
    seasons.entry(season.clone()).or_insert_with(|| Summed::nothing(season.clone(), unit.clone()))
}

/// Where a unit was visited twice in a season, the visit that is held comes after a withdrawn one, then the later day.
fn place(visit: &Visit) -> (bool, NaiveDate, String) {
    (visit.withdrawn.is_none(), visit.date, visit.visit.to_string())
}

fn differing(before: Option<&Summed>, after: Option<&Summed>) -> Vec<String> {
    let part = |row: Option<&Summed>| row.map(|row| (row.self_check.clone(), row.visit.clone())).unwrap_or_default();
    let entries = |row: Option<&Summed>| row.map(|row| row.entries.clone()).unwrap_or_default();
    let ((checked_before, visit_before), (checked, visit)) = (part(before), part(after));
    let mut parts = Vec::new();
    if checked_before != checked {
        parts.push("self_check".to_owned());
    }
    if visit_before != visit {
        parts.push("visit".to_owned());
    }
    let (before, after) = (entries(before), entries(after));
    let ids: BTreeSet<&EntryId> = before.keys().chain(after.keys()).collect();
    parts.extend(ids.into_iter().filter(|id| before.get(*id) != after.get(*id)).map(ToString::to_string));
    parts
}
