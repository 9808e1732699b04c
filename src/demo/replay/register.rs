//! The district as it is imported: by the same readers and commands that take the office's files.

use chrono::{DateTime, TimeDelta, Utc};

use super::super::{cast::Cast, season::Season};
use crate::{
    inspection::{roster, standard},
    kernel::{
        actor::Actor,
        fault::Wanted,
        table::{CellFault, Table},
    },
    register::reading,
    self_check::form,
    server::files::Files,
    store::{Failure, Store},
    unit, working_day,
};

const UNITS: &str = include_str!("../data/units.csv");
const FORMER_NAMES: &str = include_str!("../data/unit_aliases.csv");
const INSPECTORS: &str = include_str!("../data/inspectors.csv");
const HOLIDAYS: &str = include_str!("../data/holidays.json");
const SCORE_STANDARD: &str = include_str!("../data/score_standard.csv");
const SELF_CHECK_FORM: &str = include_str!("../data/self_check_form.csv");

/// The files were imported so many days ago, before everything of this season.
const DAYS_AGO: i64 = 100;

/// Imports the district, and answers the season that can now be played.
pub(super) async fn import(store: &Store, files: &Files, now: DateTime<Utc>) -> Result<Season, Failure> {
    let officer = Cast::new(Vec::new())?.officer()?;
    let at = now - TimeDelta::days(DAYS_AGO);
    import_units(store, &officer, at).await?;
    import_templates(store, &officer, at).await?;
    let years = working_day::rules::parse_holidays(HOLIDAYS).map_err(|faults| bad("holidays.json", faults))?;
    working_day::store::import(store, &officer, at, "demo.holidays", &years).await?;
    let calendar = working_day::store::calendar(store).await?;
    let cast = Cast::new(roster::store::all(store).await?)?;
    Season::new(store, files, calendar, now, cast)
}

async fn import_units(store: &Store, officer: &Actor, at: DateTime<Utc>) -> Result<(), Failure> {
    let units = unit::rules::parse_units(&table(UNITS)?).map_err(|faults| bad("units.csv", faults))?;
    unit::store::import(store, officer, at, "demo.units", &units, &[]).await?;
    let names = unit::rules::parse_former_names(&table(FORMER_NAMES)?, &units);
    let names = names.map_err(|faults| bad("unit_aliases.csv", faults))?;
    unit::store::import(store, officer, at, "demo.former_names", &[], &names).await?;
    let known = roster::store::names(store).await?;
    let people = roster::rules::parse_roster(&table(INSPECTORS)?, &known);
    let people = people.map_err(|faults| bad("inspectors.csv", faults))?.inspectors;
    roster::store::import(store, officer, at, "demo.inspectors", &people).await?;
    Ok(())
}

async fn import_templates(store: &Store, officer: &Actor, at: DateTime<Utc>) -> Result<(), Failure> {
    let content = standard::rules::parse_standard(&table(SCORE_STANDARD)?);
    let content = content.map_err(|faults| bad("score_standard.csv", faults))?;
    standard::store::import(store, officer, at, "demo.score_standard", &content).await?;
    let questions = form::parse_form(&table(SELF_CHECK_FORM)?);
    let questions = questions.map_err(|faults| bad("self_check_form.csv", faults))?;
    form::store::import(store, officer, at, "demo.self_check_form", &questions).await?;
    Ok(())
}

fn table(text: &str) -> Result<Table, Failure> {
    let text = reading::decode(text.as_bytes(), Wanted::Table);
    let (text, _) = text.map_err(|fault| Failure::internal(format!("{fault:?}")))?;
    reading::table(&text).map_err(|faults| bad("a table", faults))
}

fn bad(file: &str, faults: Vec<CellFault>) -> Failure {
    Failure::internal(format!("{file} of the demo: {faults:?}"))
}
