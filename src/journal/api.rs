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
        kernel::{
            calendar::parse_date,
            fault::Fault,
            permit::{self, Action, Subject},
        },
        server,
    };
    server::run("journal.page", async {
        let reader = server::actor().await?;
        let given = |text: Option<String>| text.unwrap_or_default().trim().to_owned();
        let date = |field: &str, text: Option<String>| {
            let text = Some(given(text)).filter(|text| !text.is_empty());
            text.map(|text| parse_date(&text).ok_or_else(|| AppError::field(field, Fault::NotADate))).transpose()
        };
        let filter = Filter {
            record: given(record),
            actor: given(actor),
            action: given(action),
            kind: given(kind),
            day: date("day", day)?,
            until: date("until", until)?,
        };
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
