//! The server functions of the auditor's pages.

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::model::{EntryPage, JournalPage};
use crate::{answer::Read, error::AppError};

/// A page of the journal, newest first, narrowed by what is given.
///
/// # Errors
/// For everybody but the auditor; a fault of the fields `day` and `until`.
#[server(name = LoadJournal, prefix = "/api/journal", endpoint = "page", input = GetUrl, output = Read)]
pub async fn page(
    record: Option<String>,
    actor: Option<String>,
    action: Option<String>,
    kind: Option<String>,
    day: Option<String>,
    until: Option<String>,
    before: Option<String>,
    check: Option<bool>,
) -> Result<JournalPage, AppError> {
    use super::{model::Filter, store};
    use crate::{
        kernel::permit::{self, Action, Subject},
        server,
    };
    server::run("journal.page", async {
        let reader = server::actor().await?;
        let conditions = [&record, &actor, &action, &kind, &day, &until];
        let filter = Filter::asked(conditions.map(|given| given.as_deref().unwrap_or_default()))?;
        permit::check(&reader, Action::ReadJournal, Subject::DISTRICT)?;
        let before = before.filter(|before| !before.is_empty());
        store::newest(&server::store(), &filter, before.as_deref(), check.unwrap_or_default()).await
    })
    .await
}

/// One entry, and whether its record's chain holds.
///
/// # Errors
/// For everybody but the auditor; where there is no such entry.
#[server(name = LoadEntry, prefix = "/api/journal", endpoint = "entry", input = GetUrl, output = Read)]
pub async fn entry(record: String, seq: u64) -> Result<EntryPage, AppError> {
    use super::store;
    use crate::{
        kernel::permit::{self, Action, Subject},
        server,
    };
    server::run("journal.entry", async {
        let reader = server::actor().await?;
        permit::check(&reader, Action::ReadJournal, Subject::DISTRICT)?;
        store::entry(&server::store(), &record, seq).await
    })
    .await
}
