//! From where the request came that the running task answers: what its journal entries say of it (Art. 4).

tokio::task_local! {
    static ORIGIN: Option<String>;
}

/// Carries out the work of a request that came from this address; `None` where it is not known.
pub async fn asked_from<F: Future>(origin: Option<String>, work: F) -> F::Output {
    ORIGIN.scope(origin, work).await
}

/// The address from which the running request came; `None` outside of one, as in a job or a command.
pub(crate) fn current() -> Option<String> {
    ORIGIN.try_with(Clone::clone).ok().flatten()
}
