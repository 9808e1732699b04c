//! The next edition of a template, of whatever kind: what all changes in the browser have in common.

use std::collections::BTreeSet;

use super::model::Kind;
use crate::{
    error::AppError,
    inspection::{
        model::ScoreStandard,
        standard::{self, rules::StandardContent},
    },
    kernel::{
        actor::Actor,
        permit::{self, Action, Subject},
    },
    self_check::form::{self, CheckForm, Question},
    server::{self, clock},
    store::{Failure, Store},
};

/// A template of which each change makes the next edition.
pub(super) trait Template: Sized + Send {
    /// Its kind, by which its pages are found.
    const KIND: Kind;

    /// What an edition says.
    type Content: Send;

    /// The edition that holds now.
    fn latest(store: &Store) -> impl Future<Output = Result<Option<Self>, Failure>> + Send;

    /// The codes that any edition has.
    fn codes(store: &Store) -> impl Future<Output = Result<BTreeSet<String>, Failure>> + Send;

    /// The edition that this very form issued before.
    fn issued_before(
        store: &Store,
        actor: &Actor,
        key: &str,
    ) -> impl Future<Output = Result<Option<u32>, Failure>> + Send;

    /// The number of this edition.
    fn edition(&self) -> u32;

    /// Whether this edition says the same.
    fn says(&self, content: &Self::Content) -> bool;

    /// Issues the edition after this one, and returns its number.
    fn issue(
        self,
        store: &Store,
        actor: &Actor,
        key: &str,
        content: Self::Content,
    ) -> impl Future<Output = Result<u32, Failure>> + Send;
}

impl Template for ScoreStandard {
    const KIND: Kind = Kind::ScoreStandard;

    type Content = StandardContent;

    async fn latest(store: &Store) -> Result<Option<Self>, Failure> {
        standard::store::latest(store).await
    }

    async fn codes(store: &Store) -> Result<BTreeSet<String>, Failure> {
        standard::store::codes(store).await
    }

    async fn issued_before(store: &Store, actor: &Actor, key: &str) -> Result<Option<u32>, Failure> {
        standard::store::issued_before(store, actor, key).await
    }

    fn edition(&self) -> u32 {
        self.edition
    }

    fn says(&self, content: &StandardContent) -> bool {
        content.is_that_of(self)
    }

    async fn issue(self, store: &Store, actor: &Actor, key: &str, content: StandardContent) -> Result<u32, Failure> {
        let next = standard::store::issue(store, actor, clock::now(), key, self.edition, self.title, content).await?;
        Ok(next.edition)
    }
}

impl Template for CheckForm {
    const KIND: Kind = Kind::SelfCheckForm;

    type Content = Vec<Question>;

    async fn latest(store: &Store) -> Result<Option<Self>, Failure> {
        form::store::latest(store).await
    }

    async fn codes(store: &Store) -> Result<BTreeSet<String>, Failure> {
        form::store::codes(store).await
    }

    async fn issued_before(store: &Store, actor: &Actor, key: &str) -> Result<Option<u32>, Failure> {
        form::store::issued_before(store, actor, key).await
    }

    fn edition(&self) -> u32 {
        self.edition
    }

    fn says(&self, content: &Vec<Question>) -> bool {
        self.questions == *content
    }

    async fn issue(self, store: &Store, actor: &Actor, key: &str, content: Vec<Question>) -> Result<u32, Failure> {
        let next = form::store::issue(store, actor, clock::now(), key, self.edition, self.title, content).await?;
        Ok(next.edition)
    }
}

/// Issues the edition that a change makes of the one that was seen, and leads to it. The change is told the codes that
/// any edition has. A form that is sent twice leads to the edition that it made.
///
/// # Errors
/// What the change refuses, [`AppError::Stale`] where another edition holds by now, [`AppError::NotAllowedNow`] where
/// nothing is changed, [`AppError::NotPermitted`] for everybody but the establishment office.
pub(super) async fn issue_next<T: Template>(
    seen: u32,
    key: &str,
    change: impl FnOnce(&T, &BTreeSet<String>) -> Result<T::Content, AppError> + Send,
) -> Result<(), Failure> {
    let actor = server::actor().await?;
    permit::check(&actor, Action::ManageRegister, Subject::DISTRICT)?;
    let database = server::store();
    let edition = match T::issued_before(&database, &actor, key).await? {
        Some(edition) => edition,
        None => {
            let holds = T::latest(&database).await?.filter(|latest| latest.edition() == seen).ok_or(AppError::Stale)?;
            let used = T::codes(&database).await?;
            let content = change(&holds, &used)?;
            if holds.says(&content) {
                return Err(AppError::NotAllowedNow.into());
            }
            holds.issue(&database, &actor, key, content).await?
        }
    };
    leptos_axum::redirect(&format!("/templates/{}/{edition}", T::KIND.code()));
    Ok(())
}
