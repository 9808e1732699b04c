//! A file of people: what it says, and what becomes of it.

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::model::{KnownUnit, PeopleFile};
use crate::{answer::Read, error::AppError, kernel::ids::PreviewId};

/// The units in use in order of code, each with its short name, as the table to fill in has them.
///
/// # Errors
/// [`AppError::NotPermitted`] for everybody but the system administrator.
#[server(name = LoadKnownUnits, prefix = "/api/register", endpoint = "known_units", input = GetUrl, output = Read)]
pub async fn known_units() -> Result<Vec<KnownUnit>, AppError> {
    use crate::{
        kernel::permit::{self, Action, Subject},
        server,
        unit::store as units,
    };
    server::run("register.known_units", async {
        let actor = server::actor().await?;
        permit::check(&actor, Action::ManagePeople, Subject::DISTRICT)?;
        let in_use = units::all(&server::store()).await?.into_iter().filter(|unit| unit.is_active());
        let known = in_use.map(|unit| KnownUnit { code: unit.code, short_name: unit.short_name });
        Ok(known.collect())
    })
    .await
}

/// A waiting file of people, with a one-time password for each, which is another one each time.
///
/// # Errors
/// [`AppError::NotPermitted`] for everybody but the system administrator, [`AppError::NotFound`] where there is no such
/// file or its day is over.
#[server(name = LoadPeopleFile, prefix = "/api/register", endpoint = "people_file", input = GetUrl, output = Read)]
pub async fn people_file(preview: PreviewId) -> Result<PeopleFile, AppError> {
    use super::store;
    use crate::{
        kernel::permit::{self, Action, Subject},
        server::{self, clock},
    };
    server::run("register.people_file", async {
        let actor = server::actor().await?;
        permit::check(&actor, Action::ManagePeople, Subject::DISTRICT)?;
        let state = server::state();
        let address = state.config.public_url.to_string();
        Ok(store::load(&state.store, clock::now(), &preview, address).await?.ok_or(AppError::NotFound)?)
    })
    .await
}

/// Creates the accounts of a waiting file with the passwords that the form carries, in the order of the file, and leads to
/// the page of the import. Each must be changed at the first sign-in.
///
/// # Errors
/// [`AppError::NotPermitted`] for everybody but the system administrator, [`AppError::NotFound`] where there is no such
/// file, a fault of the field `handed` where nobody says that they have the passwords, [`AppError::NotAllowedNow`] where
/// the file has a fault by now, [`AppError::Stale`] where the passwords are not those of the file.
#[server(name = CreatePeople, prefix = "/api/register", endpoint = "create_people")]
pub async fn create_people(
    preview: PreviewId,
    passwords: String,
    #[server(default)] handed: bool,
    key: String,
) -> Result<(), AppError> {
    use super::store;
    use crate::{
        job::{
            model::JobKind,
            run::{Order, in_background},
        },
        kernel::{
            fault::Fault,
            permit::{self, Action, Subject},
        },
        server::{self, clock},
    };
    server::run("register.create_people", async {
        let actor = server::actor().await?;
        permit::check(&actor, Action::ManagePeople, Subject::DISTRICT)?;
        let (database, at) = (server::store(), clock::now());
        if store::created_before(&database, &actor, &key).await? {
            leptos_axum::redirect(store::DONE);
            return Ok(());
        }
        let subject = store::waits(&database, at, &preview).await?.ok_or(AppError::NotFound)?;
        if !handed {
            return Err(AppError::field("handed", Fault::Missing).into());
        }
        let order = Order {
            account: actor.account.clone(),
            kind: JobKind::CreatePeople,
            key: key.clone(),
            subject,
            href: "/admin/people".to_owned(),
            total: u32::try_from(passwords.split_whitespace().count()).ok(),
        };
        let ended = in_background(order, move |database, progress| async move {
            store::create(&database, &actor, at, &key, &preview, &passwords, &progress).await
        });
        if ended.await? {
            leptos_axum::redirect(store::DONE);
        }
        Ok(())
    })
    .await
}

/// Throws a waiting file of people away and leads to the page of the import.
///
/// # Errors
/// [`AppError::NotPermitted`] for everybody but the system administrator.
#[server(name = DiscardPeopleFile, prefix = "/api/register", endpoint = "discard_people")]
pub async fn discard_people(preview: PreviewId, key: String) -> Result<(), AppError> {
    use super::store;
    use crate::{
        kernel::permit::{self, Action, Subject},
        server,
    };
    server::run("register.discard_people", async {
        let actor = server::actor().await?;
        permit::check(&actor, Action::ManagePeople, Subject::DISTRICT)?;
        // Throwing away twice is throwing away: the key is the form's, and nothing else needs it.
        drop(key);
        store::discard(&server::store(), &preview).await?;
        leptos_axum::redirect("/admin/people/import");
        Ok(())
    })
    .await
}
