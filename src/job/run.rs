//! Carrying a command out as a job: in a task of its own, which goes on when nobody waits for it any more.

use std::{sync::LazyLock, time::Duration};

use tokio::{
    sync::watch,
    task::JoinHandle,
    time::{MissedTickBehavior, interval, sleep, timeout},
};
use tracing::Instrument;

pub use super::store::Order;
use super::{
    model::{JobKind, JobState},
    rules,
    store::{self as jobs, Begun},
};
use crate::{
    error::AppError,
    kernel::ids::JobId,
    server::{self, clock},
    store::{self, Failure, Progress, Store},
};

/// So often it is written down how far a job is, if that has changed.
const TURN: Duration = Duration::from_millis(500);

/// After so many turns without a change it is written down that the job goes on.
const TURNS_OF_SILENCE: u32 = 20;

/// So often somebody who waits for a job that was begun elsewhere looks at it.
const LOOK: Duration = Duration::from_millis(100);

/// How many jobs this process carries out.
static RUNNING: LazyLock<watch::Sender<usize>> = LazyLock::new(|| watch::Sender::new(0));

/// One of them, counted as long as it is there.
struct Counted;

impl Counted {
    fn one() -> Self {
        RUNNING.send_modify(|running| *running += 1);
        Self
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        RUNNING.send_modify(|running| *running -= 1);
    }
}

/// Waits until every job of this process has ended, but no longer than that; answers how many have not.
pub async fn ended_within(grace: Duration) -> usize {
    let mut running = RUNNING.subscribe();
    // Whoever does not end in time is counted below.
    timeout(grace, running.wait_for(|running| *running == 0)).await.ok();
    *RUNNING.borrow()
}

/// Carries out the work of a form as a job and waits for it as long as the settings say. Answers whether it has ended by
/// then; where it has not, the person is led to the job's page. In a server function.
///
/// # Errors
/// What the work is refused for, where it has ended by then.
pub async fn in_background<F>(order: Order, work: impl FnOnce(Store, Progress) -> F + Send) -> Result<bool, Failure>
where
    F: Future<Output = Result<(), Failure>> + Send + 'static,
{
    let state = server::state();
    match run(&state.store, &order, state.config.patience, work).await? {
        None => Ok(true),
        Some(job) => {
            leptos_axum::redirect(&format!("/jobs/{job}"));
            Ok(false)
        }
    }
}

/// Carries out work as the job that its form is, unless that runs already, and waits for it no longer than that.
/// Answers the job where it has not ended by then.
///
/// # Errors
/// What the work is refused for, where it has ended by then, or a failure of the database.
pub async fn run<F>(
    store: &Store,
    order: &Order,
    patience: Duration,
    work: impl FnOnce(Store, Progress) -> F + Send,
) -> Result<Option<JobId>, Failure>
where
    F: Future<Output = Result<(), Failure>> + Send + 'static,
{
    let job = rules::job_id(&order.account, order.kind, &order.key);
    let Some(begun) = jobs::begin(store, &job, order, clock::now()).await? else {
        return wait_for(store, job, patience).await;
    };
    let progress = Progress::default();
    // What the journal says of the work is the same as if the request did it.
    let work = Box::pin(work(store.clone(), progress.clone()));
    let work = tokio::spawn(store::asked_from(store::asking_address(), work).in_current_span());
    let kind = order.kind;
    let seen_through = see_through(Counted::one(), store.clone(), kind, begun, progress, work);
    match timeout(patience, tokio::spawn(seen_through.in_current_span())).await {
        Ok(Ok(outcome)) => outcome.map(|()| None).map_err(Failure::from),
        Ok(Err(error)) => Err(Failure::internal(format!("a job was lost: {error}"))),
        Err(_) => Ok(Some(job)),
    }
}

/// Writes down how far the work is until it has ended, and what came of it.
async fn see_through(
    _counted: Counted,
    store: Store,
    kind: JobKind,
    begun: Begun,
    progress: Progress,
    mut work: JoinHandle<Result<(), Failure>>,
) -> Result<(), AppError> {
    let mut turns = interval(TURN);
    turns.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let (mut written, mut silent) = (0, 0);
    let ended = loop {
        tokio::select! {
            ended = &mut work => break ended,
            _ = turns.tick() => {}
        }
        let done = progress.done();
        silent += 1;
        if done == written && silent < TURNS_OF_SILENCE {
            continue;
        }
        (written, silent) = (done, 0);
        if let Err(error) = jobs::hear(&store, &begun, done, clock::now()).await {
            tracing::warn!(%error, "how far a job is could not be written");
        }
    };
    let ended = ended.unwrap_or_else(|error| Err(Failure::internal(format!("a job broke down: {error}"))));
    let outcome = ended.map_err(|failure| server::told(kind.code(), failure));
    if let Err(error) = jobs::end(&store, &begun, progress.done(), &outcome, clock::now()).await {
        tracing::error!(%error, "what came of a job could not be written");
    }
    outcome
}

/// Waits for a job that was begun by the same form before.
async fn wait_for(store: &Store, job: JobId, patience: Duration) -> Result<Option<JobId>, Failure> {
    let ended = timeout(patience, async {
        loop {
            match jobs::load(store, &job).await?.ok_or(AppError::NotFound)?.state {
                JobState::Running => sleep(LOOK).await,
                JobState::Done => return Ok(()),
                JobState::Failed(refused) => return Err(Failure::from(refused)),
            }
        }
    })
    .await;
    match ended {
        Ok(outcome) => outcome.map(|()| None),
        Err(_) => Ok(Some(job)),
    }
}
