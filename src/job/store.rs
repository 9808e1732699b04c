//! The table `job`. It is written past the journal, for how far some work is is no fact about anybody.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    model::{Job, JobKind, JobLine, JobState},
    rules,
};
use crate::{
    error::AppError,
    kernel::ids::{AccountId, JobId},
    store::{self, Failure, Store},
};

const TABLE: &str = "job";

const FIRST: &str = "INSERT IGNORE INTO job $row RETURN VALUE job";
const AGAIN: &str = "UPDATE type::record('job', $id) CONTENT $row
    WHERE state != 'running' OR changed_at < $silent RETURN VALUE job";
// Whoever was taken for broken off writes nothing over the one that began after it.
const HEARD: &str = "UPDATE type::record('job', $id) SET done = $done, changed_at = $now
    WHERE state = 'running' AND started_at = $started RETURN NONE";
const DONE: &str = "UPDATE type::record('job', $id) SET done = $done, changed_at = $now, state = 'done'
    WHERE state = 'running' AND started_at = $started RETURN NONE";
const REFUSED: &str = "UPDATE type::record('job', $id)
    SET done = $done, changed_at = $now, state = 'failed', refused = $refused
    WHERE state = 'running' AND started_at = $started RETURN NONE";

const OF_ACCOUNT: &str = "SELECT * OMIT id FROM job WHERE account = $account ORDER BY started_at DESC, job LIMIT 50";
const SWEEP: &str = "DELETE job WHERE changed_at < $before RETURN NONE";

/// What a job is begun from.
#[derive(Debug, Clone)]
pub struct Order {
    /// Whose it is.
    pub account: AccountId,
    /// What is carried out.
    pub kind: JobKind,
    /// The key of the form.
    pub key: String,
    /// On what, such as the name of a file; may be empty.
    pub subject: String,
    /// The address where one looks at what came of it.
    pub href: String,
    /// How many records there are, where that is known beforehand.
    pub total: Option<u32>,
}

/// A job that is being carried out here.
#[derive(Debug, Clone)]
pub struct Begun {
    job: JobId,
    started_at: String,
}

/// A job as it is stored. What it was refused for is a text, for a table of fixed columns has no type for it.
#[derive(Deserialize)]
struct Row {
    job: JobId,
    account: AccountId,
    kind: JobKind,
    subject: String,
    href: String,
    done: u32,
    total: Option<u32>,
    state: String,
    refused: Option<String>,
    started_at: DateTime<Utc>,
    changed_at: DateTime<Utc>,
}

impl Row {
    fn read(self) -> Result<Job, Failure> {
        let state = match (self.state.as_str(), &self.refused) {
            ("running", _) => JobState::Running,
            ("failed", Some(refused)) => JobState::Failed(serde_json::from_str(refused)?),
            _ => JobState::Done,
        };
        Ok(Job {
            job: self.job,
            account: self.account,
            kind: self.kind,
            subject: self.subject,
            href: self.href,
            done: self.done,
            total: self.total,
            state,
            started_at: self.started_at,
            changed_at: self.changed_at,
        })
    }
}

/// Begins the job that this form is; `None` while it runs already. One that has ended, or was broken off, begins anew.
///
/// # Errors
/// When the database cannot be written.
pub async fn begin(store: &Store, job: &JobId, order: &Order, now: DateTime<Utc>) -> Result<Option<Begun>, Failure> {
    let started_at = instant(now);
    let row = store::without_nulls(json!({
        "job": job,
        "account": order.account,
        "kind": order.kind,
        "subject": order.subject,
        "href": order.href,
        "done": 0,
        "total": order.total,
        "state": "running",
        "started_at": started_at,
        "changed_at": started_at,
    }));
    let mut first = row.clone();
    first["id"] = json!(job);
    let mut written: Vec<JobId> = store::keep(store, FIRST, [("row", first)]).await?;
    if written.is_empty() {
        let silent = json!(instant(rules::silent_since(now)));
        let bindings = [("id", json!(job)), ("row", row), ("silent", silent)];
        written = store::keep(store, AGAIN, bindings).await?;
    }
    Ok(written.into_iter().next().map(|job| Begun { job, started_at }))
}

/// Writes down how many records a job is through with, and that it goes on.
///
/// # Errors
/// When the database cannot be written.
pub async fn hear(store: &Store, begun: &Begun, done: u32, now: DateTime<Utc>) -> Result<(), Failure> {
    Ok(store::put(store, HEARD, written(begun, done, now)).await?)
}

/// Writes down that a job has ended, and with what.
///
/// # Errors
/// When the database cannot be written.
pub async fn end(
    store: &Store,
    begun: &Begun,
    done: u32,
    outcome: &Result<(), AppError>,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let mut bindings: Vec<(&'static str, Value)> = written(begun, done, now).into();
    let statement = match outcome {
        Ok(()) => DONE,
        Err(refused) => {
            bindings.push(("refused", json!(serde_json::to_string(refused)?)));
            REFUSED
        }
    };
    Ok(store::put(store, statement, bindings).await?)
}

fn written(begun: &Begun, done: u32, now: DateTime<Utc>) -> [(&'static str, Value); 4] {
    [
        ("id", json!(begun.job)),
        ("started", json!(begun.started_at)),
        ("done", json!(done)),
        ("now", json!(instant(now))),
    ]
}

/// The job with this id.
///
/// # Errors
/// When the database cannot be read.
pub async fn load(store: &Store, job: &JobId) -> Result<Option<Job>, Failure> {
    let row: Option<Row> = store::load(store, TABLE, job.as_str()).await?;
    row.map(Row::read).transpose()
}

/// A job of a person, and how it stands.
///
/// # Errors
/// [`AppError::NotFound`] where there is none, or where it is somebody else's, or a failure of the database.
pub async fn of(store: &Store, account: &AccountId, job: &JobId, now: DateTime<Utc>) -> Result<JobLine, Failure> {
    let found = load(store, job).await?.filter(|job| job.account == *account);
    Ok(line(found.ok_or(AppError::NotFound)?, now))
}

/// The newest jobs of a person, newest first.
///
/// # Errors
/// When the database cannot be read.
pub async fn of_account(store: &Store, account: &AccountId, now: DateTime<Utc>) -> Result<Vec<JobLine>, Failure> {
    let rows: Vec<Row> = store::select(store, OF_ACCOUNT, [("account", json!(account))]).await?;
    rows.into_iter().map(|row| Ok(line(row.read()?, now))).collect()
}

fn line(job: Job, now: DateTime<Utc>) -> JobLine {
    JobLine { standing: rules::standing(&job, now), job }
}

/// Forgets the jobs that were not heard of for as long as one is kept.
///
/// # Errors
/// When the database cannot be written.
pub async fn sweep(store: &Store, now: DateTime<Utc>) -> Result<(), Failure> {
    let before = instant(now - TimeDelta::days(rules::KEPT_DAYS));
    Ok(store::put(store, SWEEP, [("before", json!(before))]).await?)
}

/// Always the same number of digits, so that instants are compared as texts.
fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        job::model::Standing,
        store::testing::{instant as forenoon, memory},
    };

    fn person(name: &str) -> AccountId {
        AccountId::parse(name).unwrap()
    }

    fn order(key: &str) -> Order {
        Order {
            account: person("officer"),
            kind: JobKind::SendNotices,
            key: key.to_owned(),
            subject: "P-2026-01".to_owned(),
            href: "/plans/P-2026-01".to_owned(),
            total: Some(3),
        }
    }

    fn later(seconds: i64) -> DateTime<Utc> {
        forenoon() + TimeDelta::seconds(seconds)
    }

    async fn begun(store: &Store, key: &str, now: DateTime<Utc>) -> Option<Begun> {
        let order = order(key);
        begin(store, &rules::job_id(&order.account, order.kind, key), &order, now).await.unwrap()
    }

    #[tokio::test]
    async fn a_job_is_its_persons_alone_and_tells_how_far_it_is_and_what_came_of_it() {
        let store = memory().await;
        let first = begun(&store, "a", later(0)).await.unwrap();
        hear(&store, &first, 2, later(1)).await.unwrap();
        let of_officer = async |now| of_account(&store, &person("officer"), now).await.unwrap();
        let shown = of_officer(later(2)).await;
        let told = (shown[0].standing, shown[0].job.done, shown[0].job.total, shown[0].job.changed_at);
        assert_eq!(told, (Standing::Running, 2, Some(3), later(1)));
        let theirs = of(&store, &person("another"), &first.job, later(2)).await;
        assert!(matches!(theirs, Err(Failure::Refused(AppError::NotFound))));
        assert_eq!(of_account(&store, &person("another"), later(2)).await.unwrap(), []);

        let second = begun(&store, "b", later(5)).await.unwrap();
        end(&store, &second, 3, &Ok(()), later(6)).await.unwrap();
        let partly = AppError::Partly { done: vec!["甲".to_owned()], left: Vec::new() };
        end(&store, &first, 3, &Err(partly.clone()), later(7)).await.unwrap();
        let shown = of_officer(later(1000)).await;
        let states: Vec<_> = shown.iter().map(|line| line.job.state.clone()).collect();
        assert_eq!(states, [JobState::Done, JobState::Failed(partly)]);
    }

    #[tokio::test]
    async fn a_job_that_runs_is_begun_no_second_time_and_one_that_was_broken_off_is() {
        let store = memory().await;
        let first = begun(&store, "a", later(0)).await.unwrap();
        assert!(begun(&store, "a", later(1)).await.is_none());
        hear(&store, &first, 1, later(30)).await.unwrap();
        assert!(begun(&store, "a", later(90)).await.is_none());
        assert_eq!(of(&store, &person("officer"), &first.job, later(91)).await.unwrap().standing, Standing::BrokenOff);
        let again = begun(&store, "a", later(91)).await.unwrap();
        // The first one was only slow, and is not listened to any more.
        end(&store, &first, 3, &Err(AppError::Stale), later(92)).await.unwrap();
        let line = of(&store, &person("officer"), &again.job, later(93)).await.unwrap();
        assert_eq!((line.standing, line.job.done), (Standing::Running, 0));
        end(&store, &again, 3, &Err(AppError::Stale), later(94)).await.unwrap();
        let anew = begun(&store, "a", later(95)).await.unwrap();
        assert_eq!(load(&store, &anew.job).await.unwrap().unwrap().state, JobState::Running);
    }

    #[tokio::test]
    async fn a_job_is_kept_for_a_month() {
        let store = memory().await;
        let first = begun(&store, "a", forenoon()).await.unwrap();
        sweep(&store, forenoon() + TimeDelta::days(rules::KEPT_DAYS)).await.unwrap();
        assert!(load(&store, &first.job).await.unwrap().is_some());
        sweep(&store, forenoon() + TimeDelta::days(rules::KEPT_DAYS) + TimeDelta::seconds(1)).await.unwrap();
        assert!(load(&store, &first.job).await.unwrap().is_none());
    }
}
