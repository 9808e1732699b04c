//! The list of units, a unit's page, and taking a former name back.

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::model::{UnitList, UnitRecord};
use crate::{
    answer::Read,
    error::AppError,
    kernel::{ids::UnitCode, unit_kind::UnitKind},
};

/// The units that a search finds, of one kind where one is given, behind a place of the order that is asked for: those that
/// are inspected, or those that are not any more. People of a unit see their own.
///
/// # Errors
/// [`AppError::NotPermitted`] for whoever reads no units.
#[server(name = LoadUnits, prefix = "/api/unit", endpoint = "list", input = GetUrl, output = Read)]
pub async fn units(
    #[server(default)] search: String,
    kind: Option<UnitKind>,
    #[server(default)] sort: String,
    #[server(default)] after: String,
    #[server(default)] retired: bool,
) -> Result<UnitList, AppError> {
    use super::{model::UnitOrder, rules, store};
    use crate::{kernel::listing::ListOrder, server};
    server::run("unit.list", async {
        let actor = server::actor().await?;
        let units = store::seen_by(&server::store(), &actor).await?;
        Ok(rules::list(&units, &search, kind, retired, UnitOrder::from_code(&sort), &after))
    })
    .await
}

/// A unit with its former names and how it stands.
///
/// # Errors
/// [`AppError::NotFound`] where there is no such unit, or none that this person may see.
#[server(name = LoadUnit, prefix = "/api/unit", endpoint = "unit", input = GetUrl, output = Read)]
pub async fn unit(code: UnitCode) -> Result<UnitRecord, AppError> {
    use super::{
        model::{Unit, UnitName},
        store,
    };
    use crate::{
        kernel::permit::{self, Action, Subject},
        server,
    };
    server::run("unit.load", async {
        let actor = server::actor().await?;
        permit::check(&actor, Action::ReadUnits, Subject::unit(&code))?;
        let database = server::store();
        let unit = store::load(&database, &code).await?.ok_or(AppError::NotFound)?;
        let former_names = store::former_names_of(&database, &code).await?;
        let (standing, entries) = store::standing_seen_by(&database, &actor, &code, server::today()).await?;
        let register = match permit::allows(&actor, Action::ReadUnits, Subject::DISTRICT) {
            true => store::all(&database).await?,
            false => Vec::new(),
        };
        let name = |unit: Unit| UnitName { code: unit.code, short_name: unit.short_name };
        let register = register.into_iter().map(name).collect();
        Ok(UnitRecord { unit, former_names, standing, entries, register })
    })
    .await
}

/// Takes a former name of a unit back that was a slip.
///
/// # Errors
/// A fault of the field `reason`, [`AppError::NotPermitted`] for everybody but the establishment office, or
/// [`AppError::Stale`] where the name was changed or taken back meanwhile.
#[server(name = TakeBackName, prefix = "/api/unit", endpoint = "take_back_name")]
pub async fn take_back_name(
    code: UnitCode,
    name: String,
    reason: String,
    seen: u32,
    key: String,
) -> Result<(), AppError> {
    use super::store;
    use crate::{
        kernel::{
            fault::Fault,
            permit::{self, Action, Subject},
            text::{Note, Title},
        },
        server::{self, clock},
    };
    server::run("unit.take_back_name", async {
        let actor = server::actor().await?;
        permit::check(&actor, Action::ManageRegister, Subject::DISTRICT)?;
        let name = Title::parse(name).map_err(|_| AppError::NotFound)?;
        let reason = Note::parse(reason).map_err(|fault| {
            let fault = if fault == Fault::Missing { Fault::ReasonMissing } else { fault };
            AppError::field("reason", fault)
        })?;
        store::take_back_name(&server::store(), &actor, clock::now(), &key, &code, &name, seen, &reason).await
    })
    .await
}
