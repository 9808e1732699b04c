//! How a job stands, which job a form is, and who has any. Pure.

use chrono::{DateTime, TimeDelta, Utc};

use super::model::{Job, JobKind, JobState, Standing};
use crate::{
    error::AppError,
    kernel::{
        actor::Role,
        ids::{AccountId, JobId},
        permit::{Action, Reach, reach},
    },
};

/// A job that was not heard of for so many seconds is broken off. A running one is heard of much more often.
pub const SILENT_SECONDS: i64 = 60;

/// For so many days a job is kept after it was heard of last.
pub const KEPT_DAYS: i64 = 30;

/// The job that a form of this person with this key is.
#[must_use]
pub fn job_id(account: &AccountId, kind: JobKind, key: &str) -> JobId {
    JobId::standing_for(&format!("{account}\n{}\n{key}", kind.code()))
}

/// How a job stands at this instant.
#[must_use]
pub fn standing(job: &Job, now: DateTime<Utc>) -> Standing {
    match &job.state {
        JobState::Running if job.changed_at < silent_since(now) => Standing::BrokenOff,
        JobState::Running => Standing::Running,
        JobState::Done => Standing::Done,
        JobState::Failed(AppError::Partly { .. }) => Standing::Partly,
        JobState::Failed(_) => Standing::Failed,
    }
}

/// A running job that was not heard of since this instant is broken off.
#[must_use]
pub fn silent_since(now: DateTime<Utc>) -> DateTime<Utc> {
    now - TimeDelta::seconds(SILENT_SECONDS)
}

/// Whether people of this role do anything that is carried out as a job.
#[must_use]
pub fn starts_jobs(role: Role) -> bool {
    let acts = [Action::ManageRegister, Action::ManagePlan, Action::OrderRectification, Action::ManagePeople];
    acts.into_iter().any(|act| reach(role, act) != Reach::Nothing)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_572_000 + second, 0).unwrap()
    }

    fn job(state: JobState) -> Job {
        let account = AccountId::parse("officer").unwrap();
        Job {
            job: job_id(&account, JobKind::Import, "k"),
            account,
            kind: JobKind::Import,
            subject: "units.csv".to_owned(),
            href: "/templates".to_owned(),
            done: 0,
            total: None,
            state,
            started_at: at(0),
            changed_at: at(0),
        }
    }

    #[test]
    fn only_what_runs_and_is_not_heard_of_for_a_minute_is_broken_off() {
        let running = job(JobState::Running);
        assert_eq!([60, 61].map(|second| standing(&running, at(second))), [Standing::Running, Standing::BrokenOff]);
        let partly = AppError::Partly { done: vec!["甲".to_owned()], left: Vec::new() };
        for (state, expected) in [
            (JobState::Done, Standing::Done),
            (JobState::Failed(partly), Standing::Partly),
            (JobState::Failed(AppError::Stale), Standing::Failed),
        ] {
            assert_eq!(standing(&job(state), at(1_000_000)), expected);
        }
    }

    #[test]
    fn a_form_is_one_job_and_another_persons_or_another_acts_is_another() {
        let [one, other] = ["a", "b"].map(|account| AccountId::parse(account).unwrap());
        let id = job_id(&one, JobKind::Remind, "k");
        assert_eq!(id, job_id(&one, JobKind::Remind, "k"));
        for different in [
            job_id(&other, JobKind::Remind, "k"),
            job_id(&one, JobKind::SendNotices, "k"),
            job_id(&one, JobKind::Remind, "l"),
        ] {
            assert_ne!(id, different);
        }
    }

    #[test]
    fn only_the_establishment_office_and_the_system_administrator_start_jobs() {
        let starting: Vec<Role> = Role::ALL.into_iter().filter(|role| starts_jobs(*role)).collect();
        assert_eq!(starting, [Role::EstablishmentOfficer, Role::SystemAdmin]);
    }
}
