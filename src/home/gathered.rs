//! What the first page and the frame around it are both made from, gathered once for a request that asks for both.

use std::sync::Arc;

use chrono::NaiveDate;
use tokio::sync::OnceCell;

use super::{known::Known, model::Task, waiting::Desk};
use crate::{
    kernel::{actor::Actor, calendar::WorkCalendar},
    store::{Failure, Store},
    working_day,
};

/// What concerns a person, and what of it waits for them.
pub(super) struct Gathered {
    pub(super) calendar: WorkCalendar,
    pub(super) known: Known,
    /// Everything that waits, in the order of the regulation.
    pub(super) tasks: Vec<Task>,
}

/// What was gathered for whoever asks in a request. The router gives each request its own; where a page is drawn, whoever
/// asks second is given what the first has gathered.
#[derive(Clone, Default)]
pub(crate) struct OfRequest(Arc<OnceCell<Arc<Gathered>>>);

impl OfRequest {
    /// What concerns the person who asks on this day, as whoever asked first was given it. A failure is nobody else's: the
    /// next who asks has it gathered anew.
    pub(super) async fn gathered(
        &self,
        store: &Store,
        actor: &Actor,
        today: NaiveDate,
    ) -> Result<Arc<Gathered>, Failure> {
        // Boxed, for the cell lays the future out once more.
        self.0.get_or_try_init(|| Box::pin(gather(store, actor, today))).await.cloned()
    }
}

async fn gather(store: &Store, actor: &Actor, today: NaiveDate) -> Result<Arc<Gathered>, Failure> {
    let calendar = working_day::store::calendar(store).await?;
    let known = Known::of(store, actor).await?;
    let tasks = Desk { store, actor, calendar: &calendar, today, known: &known }.tasks().await?;
    Ok(Arc::new(Gathered { calendar, known, tasks }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::{memory, officer};

    #[tokio::test]
    async fn whoever_asks_again_in_a_request_is_given_the_same_and_another_request_is_not() {
        let (store, actor, request) = (memory().await, officer(), OfRequest::default());
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let first = request.gathered(&store, &actor, today).await.unwrap();
        let again = request.clone().gathered(&store, &actor, today).await.unwrap();
        assert!(Arc::ptr_eq(&first, &again));
        let other = OfRequest::default().gathered(&store, &actor, today).await.unwrap();
        assert!(!Arc::ptr_eq(&first, &other));
    }
}
