//! The years' tables in the database: table `year_table`, one row for each year.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::model::Year;
use crate::{
    kernel::{
        actor::Actor,
        calendar::{WorkCalendar, YearTable},
    },
    store::{self, Change, Commit, Failure, Outcome, Store},
};

const TABLE: &str = "year_table";

const YEARS: &str = "SELECT * OMIT id FROM year_table ORDER BY year LIMIT 400";

/// All years, ascending, at most 400.
///
/// # Errors
/// When the database cannot be read.
pub async fn years(store: &Store) -> Result<Vec<Year>, Failure> {
    Ok(store::select(store, YEARS, []).await?)
}

/// The calendar by which every deadline is counted. A year that nobody imported counts weekends only, and whoever
/// shows a deadline says so.
///
/// # Errors
/// When the database cannot be read.
pub async fn calendar(store: &Store) -> Result<WorkCalendar, Failure> {
    let tables = years(store).await?.into_iter().map(|year| YearTable { year: year.year, days: year.days });
    WorkCalendar::new(tables.collect())
        .map_err(|violations| Failure::internal(format!("the years' tables contradict themselves: {violations:?}")))
}

/// Takes over these years in one transaction. A year that says the same as before is left as it is; years that are not
/// named stay.
///
/// # Errors
/// [`AppError::Stale`](crate::error::AppError::Stale) when a year was changed meanwhile, or a failure of the database.
pub async fn import(
    store: &Store,
    actor: &Actor,
    at: DateTime<Utc>,
    key: &str,
    imported: &[Year],
) -> Result<Outcome, Failure> {
    let known: BTreeMap<i32, Year> = years(store).await?.into_iter().map(|year| (year.year, year)).collect();
    let mut commit = Commit::by(actor, "working_day.import", key, at);
    for year in imported {
        match known.get(&year.year) {
            None => commit = commit.with(Change::create(TABLE, year.year.to_string(), year)?),
            Some(before) if before.says_the_same(year) => {}
            Some(before) => {
                let change = Change::update(TABLE, year.year.to_string(), before.version, before, year)?;
                commit = commit.with(change);
            }
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
        kernel::calendar::parse_date,
        store::testing::{instant, memory, officer},
        working_day::rules::parse_holidays,
    };

    const FILE: &str = include_str!("../demo/data/holidays.json");

    #[tokio::test]
    async fn imported_years_make_the_calendar() {
        let store = memory().await;
        let date = |text| parse_date(text).unwrap();
        assert!(calendar(&store).await.unwrap().is_working(date("2026-10-01")));
        import(&store, &officer(), instant(), "k1", &parse_holidays(FILE).unwrap()).await.unwrap();
        let calendar = calendar(&store).await.unwrap();
        assert_eq!(calendar.deadline(date("2026-09-28"), 5).unwrap().date, date("2026-10-10"));
    }

    #[tokio::test]
    async fn a_year_that_says_the_same_is_not_written_again() {
        let store = memory().await;
        let mut file = parse_holidays(FILE).unwrap();
        import(&store, &officer(), instant(), "k1", &file).await.unwrap();
        file[0].days.pop();
        import(&store, &officer(), instant(), "k2", &file).await.unwrap();
        import(&store, &officer(), instant(), "k3", &file).await.unwrap();
        let versions: Vec<u32> = years(&store).await.unwrap().into_iter().map(|year| year.version).collect();
        assert_eq!(versions, [2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
    }
}
