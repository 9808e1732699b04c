//! The server functions.

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::model::PolicyPage;
use crate::{answer::Read, error::AppError};

/// What is set, and who may do what.
///
/// # Errors
/// [`AppError::NotPermitted`] for everybody but the security administrator.
#[server(name = LoadPolicy, prefix = "/api/policy", endpoint = "policy", input = GetUrl, output = Read)]
pub async fn policy() -> Result<PolicyPage, AppError> {
    use crate::{
        kernel::permit::{self, Action, Subject},
        policy::{store, table},
        server,
    };
    server::run("policy.policy", async {
        let actor = server::actor().await?;
        permit::check(&actor, Action::ManagePolicy, Subject::DISTRICT)?;
        Ok(PolicyPage { policy: store::load(&server::store()).await?, permissions: table::permissions() })
    })
    .await
}

/// Sets for how many years a former post recuses (Art. 14).
///
/// # Errors
/// Faults of the fields `years` and `reason`; [`AppError::Stale`] when somebody set it meanwhile.
#[server(prefix = "/api/policy", endpoint = "set_recusal")]
pub async fn set_recusal(years: String, reason: String, seen: u32, key: String) -> Result<(), AppError> {
    use crate::{
        kernel::{
            fault::FieldFault,
            permit::{self, Action, Subject},
            text::Note,
        },
        policy::{rules, store},
        server::{self, clock},
    };
    server::run("policy.set_recusal", async {
        let actor = server::actor().await?;
        permit::check(&actor, Action::ManagePolicy, Subject::DISTRICT)?;
        let (years, reason) = match (rules::parse_years(&years), Note::parse(&reason)) {
            (Ok(years), Ok(reason)) => (years, reason),
            (years, reason) => {
                let faults = [("years", years.err()), ("reason", reason.err())];
                let faults = faults.into_iter().filter_map(|(field, fault)| Some(FieldFault::new(field, fault?)));
                return Err(AppError::Invalid(faults.collect()).into());
            }
        };
        store::set(&server::store(), &actor, clock::now(), &key, seen, years, &reason).await
    })
    .await
}
