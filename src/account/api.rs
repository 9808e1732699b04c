//! Sign-in, one's own password, and the administrator's list of people.

use leptos::{prelude::*, server_fn::codec::GetUrl};

use super::model::{People, Session};
use crate::{answer::Read, error::AppError, kernel::ids::AccountId};

/// Who is signed in; `None` where nobody is.
///
/// # Errors
/// When the database cannot be read.
#[server(name = LoadSession, prefix = "/api/account", endpoint = "session", input = GetUrl, output = Read)]
pub async fn session() -> Result<Option<Session>, AppError> {
    use crate::{account::store, server};
    server::run("account.session", async {
        let actor = match server::actor_even_if_password_due().await {
            Ok(actor) => actor,
            Err(crate::store::Failure::Refused(AppError::SignIn)) => return Ok(None),
            Err(failure) => return Err(failure),
        };
        let state = server::state();
        let account = store::load(&state.store, &actor.account).await?.ok_or(AppError::SignIn)?;
        let unit_name = match &actor.unit {
            Some(unit) => store::unit_name(&state.store, unit).await?,
            None => None,
        };
        Ok(Some(Session {
            actor,
            unit_name,
            must_change_password: account.must_change_password,
            district: state.config.district.clone(),
            today: server::today(),
            idle_minutes: server::SURE_MINUTES,
            saved: store::load_views(&state.store, &account.account).await?,
        }))
    })
    .await
}

/// Signs a person in and leads them to `next`, a path of ours, or home.
///
/// # Errors
/// A fault of the field `password`: wrong, or locked after too many failures.
#[server(prefix = "/api/account", endpoint = "sign_in")]
pub async fn sign_in(account: String, password: String, next: String) -> Result<(), AppError> {
    use crate::{
        account::{
            rules,
            store::{self, SignInKind},
        },
        kernel::fault::Fault,
        server::{self, clock},
    };
    server::run("account.sign_in", async {
        let wrong = || AppError::field("password", Fault::WrongPassword);
        let account = AccountId::parse(&account).map_err(|_| wrong())?;
        // A longer text is nobody's password, and hashing it would only cost time.
        if password.chars().count() > rules::LONGEST_PASSWORD {
            return Err(wrong().into());
        }
        let database = server::store();
        let (account, mark) = store::authenticate(&database, &account, password, clock::now()).await?;
        if let Some(before) = server::sign_in(&account.account, &mark).await? {
            store::note_sign_in(&database, &before, SignInKind::Replaced, clock::now()).await?;
        }
        store::note_sign_in(&database, &account, SignInKind::In, clock::now()).await?;
        // Nothing else is open until then, so nothing else is asked for on the way.
        let next = if account.must_change_password { "/me" } else { server::local_path(&next).unwrap_or("/") };
        leptos_axum::redirect(next);
        Ok(())
    })
    .await
}

/// Replaces one's own password.
///
/// # Errors
/// Faults of the fields `current_password`, `password` and `password_again`.
#[server(prefix = "/api/account", endpoint = "change_password")]
pub async fn change_password(
    current_password: String,
    password: String,
    password_again: String,
    key: String,
) -> Result<(), AppError> {
    use crate::{
        account::{rules, store},
        kernel::fault::Fault,
        server::{self, clock},
        store::done_before,
    };
    server::run("account.change_password", async {
        let actor = server::actor_even_if_password_due().await?;
        let database = server::store();
        if done_before(&database, &actor, &["account.set_password"], &key).await? {
            return Ok(());
        }
        rules::check_password(&actor.account, &password).map_err(|fault| AppError::field("password", fault))?;
        if password != password_again {
            let with = Fault::Unknown { value: String::new(), allowed: Vec::new() };
            return Err(AppError::field("password_again", with).into());
        }
        if password == current_password {
            return Err(AppError::field("password", Fault::TooEasy).into());
        }
        let (account, _) = store::authenticate(&database, &actor.account, current_password, clock::now())
            .await
            .map_err(|failure| store::blame_field(failure, "current_password"))?;
        let mark = store::set_password(&database, &account, password, false, actor.account.as_str(), &key).await?;
        // Every session that was begun with the old password ends by that, this one too: it begins anew.
        server::sign_in(&actor.account, &mark).await.map(drop)
    })
    .await
}

/// Gives an address a name, to come back to.
///
/// # Errors
/// Faults of the fields `name` and `address`; [`AppError::Stale`] when something else was saved meanwhile.
#[server(prefix = "/api/account", endpoint = "save_view")]
pub async fn save_view(name: String, address: String, seen: u32, key: String) -> Result<(), AppError> {
    use crate::{
        account::{store, views},
        server::{self, clock},
    };
    server::run("account.save_view", async {
        let actor = server::actor().await?;
        let view = views::parse_view(&name, &address).map_err(AppError::Invalid)?;
        let add = |saved: views::SavedViews| saved.with(view).map_err(|fault| AppError::field("name", fault));
        store::save_views(&server::store(), &actor, "account.save_view", clock::now(), &key, seen, add).await
    })
    .await
}

/// Takes the name from an address again.
///
/// # Errors
/// [`AppError::Stale`] when something else was saved meanwhile.
#[server(prefix = "/api/account", endpoint = "remove_view")]
pub async fn remove_view(name: String, seen: u32, key: String) -> Result<(), AppError> {
    use crate::{
        account::{store, views::ViewName},
        server::{self, clock},
    };
    server::run("account.remove_view", async {
        let actor = server::actor().await?;
        let name = ViewName::parse(&name).map_err(|fault| AppError::field("name", fault))?;
        let remove = |saved: crate::account::views::SavedViews| Ok(saved.without(&name));
        store::save_views(&server::store(), &actor, "account.remove_view", clock::now(), &key, seen, remove).await
    })
    .await
}

/// The accounts that a search finds, in a state and of a role where one is asked for, behind a place of the order.
///
/// # Errors
/// [`AppError::NotPermitted`] for everybody but the system and the security administrator.
#[server(name = LoadPeople, prefix = "/api/account", endpoint = "people", input = GetUrl, output = Read)]
pub async fn people(
    #[server(default)] q: String,
    #[server(default)] state: String,
    #[server(default)] role: String,
    #[server(default)] sort: String,
    #[server(default)] after: String,
) -> Result<People, AppError> {
    use crate::{
        account::{model::PEOPLE_A_PAGE, rules::PeopleAsked, store},
        kernel::permit::{self, Action, Subject},
        server,
    };
    server::run("account.people", async {
        let actor = server::actor().await?;
        let manages = permit::allows(&actor, Action::ManagePeople, Subject::DISTRICT);
        if !manages {
            permit::check(&actor, Action::AssignRoles, Subject::DISTRICT)?;
        }
        let asked = PeopleAsked::read(&q, &state, &role, &sort);
        let (accounts, found, next) = store::found(&server::store(), &asked, &after, PEOPLE_A_PAGE).await?;
        Ok(People { accounts, found, next, suggested_password: manages.then(store::one_time_password) })
    })
    .await
}

/// Creates a person with a password that must be changed at the first sign-in.
///
/// # Errors
/// Faults by field; a taken name is a fault of the field `account`, an administrator's role one of the field `role`, the
/// number of another account one of the field `inspector`.
#[server(prefix = "/api/account", endpoint = "create_person")]
pub async fn create_person(
    account: String,
    name: String,
    role: String,
    #[server(default)] unit: String,
    #[server(default)] inspector: String,
    password: String,
    key: String,
) -> Result<(), AppError> {
    use crate::{
        account::{rules, store},
        kernel::{
            fault::Fault,
            permit::{self, Action, Subject},
        },
        server,
    };
    server::run("account.create_person", async {
        let actor = server::actor().await?;
        permit::check(&actor, Action::ManagePeople, Subject::DISTRICT)?;
        let new = rules::parse_new_person(&account, &name, &role, &unit, &inspector).map_err(AppError::Invalid)?;
        rules::check_password(&new.account, &password).map_err(|fault| AppError::field("password", fault))?;
        let taken = AppError::field("account", Fault::Taken);
        let new = store::NewAccount::of(new, password, true);
        match store::create(&server::store(), new, actor.account.as_str(), &key).await {
            Err(crate::store::Failure::Refused(AppError::Exists)) => Err(taken.into()),
            created => created.map(|_| ()),
        }
    })
    .await
}

/// Gives a person another password, which must be changed at the next sign-in, and takes a lock away. Their sessions end
/// at once.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`] for one of the three administrators' accounts,
/// [`AppError::Stale`], or a fault of the field `password`.
#[server(prefix = "/api/account", endpoint = "reset_password")]
pub async fn reset_password(account: AccountId, password: String, seen: u32, key: String) -> Result<(), AppError> {
    use crate::{
        account::{rules, store},
        kernel::permit::{self, Action, Subject},
        server,
        store::done_before,
    };
    server::run("account.reset_password", async {
        let actor = server::actor().await?;
        permit::check(&actor, Action::ManagePeople, Subject::DISTRICT)?;
        if done_before(&server::store(), &actor, &["account.set_password"], &key).await? {
            return Ok(());
        }
        rules::check_password(&account, &password).map_err(|fault| AppError::field("password", fault))?;
        let found = store::kept(&server::store(), &account).await?;
        if found.version != seen {
            return Err(AppError::Stale.into());
        }
        store::set_password(&server::store(), &found, password, true, actor.account.as_str(), &key).await.map(drop)
    })
    .await
}

/// Disables a person, or enables them again. Their sessions end at once.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`] for one of the three administrators' accounts,
/// [`AppError::Stale`], or [`AppError::NotAllowedNow`] where it is so already.
#[server(prefix = "/api/account", endpoint = "set_disabled")]
pub async fn set_disabled(account: AccountId, disabled: bool, seen: u32, key: String) -> Result<(), AppError> {
    use crate::{
        account::store,
        kernel::permit::{self, Action, Subject},
        server,
        store::done_before,
    };
    server::run("account.set_disabled", async {
        let actor = server::actor().await?;
        permit::check(&actor, Action::ManagePeople, Subject::DISTRICT)?;
        if done_before(&server::store(), &actor, &["account.disable", "account.enable"], &key).await? {
            return Ok(());
        }
        let found = store::kept(&server::store(), &account).await?;
        store::set_disabled(&server::store(), &found, seen, disabled, actor.account.as_str(), &key).await
    })
    .await
}

/// Gives a person another role, with the unit or the number in the roster that belongs to it. They act in it from their
/// next request on.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`] for one of the three administrators' accounts,
/// [`AppError::Stale`], [`AppError::NotAllowedNow`] where they have it already, or faults by field; the number of another
/// account is one of the field `inspector`.
#[server(prefix = "/api/account", endpoint = "assign_role")]
pub async fn assign_role(
    account: AccountId,
    role: String,
    #[server(default)] unit: String,
    #[server(default)] inspector: String,
    reason: String,
    seen: u32,
    key: String,
) -> Result<(), AppError> {
    use crate::{
        account::{rules, store},
        kernel::permit::{self, Action, Subject},
        server,
        store::done_before,
    };
    server::run("account.assign_role", async {
        let actor = server::actor().await?;
        permit::check(&actor, Action::AssignRoles, Subject::DISTRICT)?;
        let database = server::store();
        if done_before(&database, &actor, &["account.assign_role"], &key).await? {
            return Ok(());
        }
        let new = rules::parse_new_role(&role, &unit, &inspector, &reason).map_err(AppError::Invalid)?;
        let found = store::kept(&database, &account).await?;
        store::assign_role(&database, &found, seen, new, actor.account.as_str(), &key).await
    })
    .await
}
