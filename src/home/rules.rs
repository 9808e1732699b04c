//! The order of the list: what is due first comes first, what has no date comes last, equals keep the order of the
//! regulation in which they were found.

use super::model::{Home, MOST_TASKS, Task};
use chrono::NaiveDate;

/// The page made of everything that waits.
#[must_use]
pub fn page(mut tasks: Vec<Task>, today: NaiveDate) -> Home {
    tasks.sort_by_key(|task| (task.due.is_none(), task.due));
    let count = tasks.len();
    tasks.truncate(MOST_TASKS);
    Home { tasks, count, today }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{home::model::TaskKind, rectification::model::Light};

    fn task(subject: &str, due: Option<NaiveDate>) -> Task {
        Task {
            kind: TaskKind::Rectify,
            subject: subject.to_owned(),
            unit: None,
            due,
            days_left: None,
            light: Light::Grey,
            href: String::new(),
        }
    }

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
    }

    #[test]
    fn what_is_due_first_comes_first_and_what_has_no_date_last() {
        let tasks = vec![task("a", None), task("b", Some(day(25))), task("c", Some(day(23))), task("d", Some(day(25)))];
        let order: Vec<String> = page(tasks, day(24)).tasks.into_iter().map(|task| task.subject).collect();
        assert_eq!(order, ["c", "b", "d", "a"]);
    }

    #[test]
    fn what_does_not_fit_is_counted() {
        let tasks = (0..60).map(|_| task("a", None)).collect();
        let home = page(tasks, day(24));
        assert_eq!((home.tasks.len(), home.count), (MOST_TASKS, 60));
    }
}
