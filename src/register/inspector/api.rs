//! One inspector.

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::model::InspectorRecord;
use crate::{answer::Read, error::AppError, kernel::ids::InspectorId};

/// An inspector with the units from which they are recused, their account, their groups and their visits.
///
/// # Errors
/// [`AppError::NotPermitted`] for whoever does not read the register, the plans and the visits of the district,
/// [`AppError::NotFound`] where the roster has no such number.
#[server(name = LoadInspector, prefix = "/api/register", endpoint = "inspector", input = GetUrl, output = Read)]
pub async fn inspector(inspector: InspectorId) -> Result<InspectorRecord, AppError> {
    use super::store;
    use crate::{
        kernel::permit::{self, Action, Subject},
        server,
    };
    server::run("register.inspector", async {
        let actor = server::actor().await?;
        for action in [Action::ReadUnits, Action::ReadPlan, Action::ReadVisit] {
            permit::check(&actor, action, Subject::DISTRICT)?;
        }
        let found = store::load(&server::store(), &inspector, server::today()).await?;
        Ok(found.ok_or(AppError::NotFound)?)
    })
    .await
}
