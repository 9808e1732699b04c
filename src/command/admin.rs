//! `zeqing admin`: accounts made and kept on the machine itself: the first one, and those of the three administrators,
//! whom nobody keeps in the browser. Passwords are shown once.

use std::process::ExitCode;

use clap::{Args, Subcommand};

use crate::{
    account::{
        model::{Account, PersonName},
        rules,
        store::{self as accounts, NewAccount},
    },
    command::database::{self, DatabaseArgs},
    error::AppError,
    kernel::{
        actor::Role,
        fault::Fault,
        ids::{AccountId, InspectorId, UnitCode},
    },
    store::{Failure, Store},
};

/// `zeqing admin …`
#[derive(Debug, Subcommand)]
pub enum AdminCommand {
    /// Create an account and print its one-time password; an embedded database must not be open in a server
    Create(CreateArgs),
    /// Give an account a new one-time password, print it, and take a lock away
    Reset(AccountArgs),
    /// Disable an account; its sessions end
    Disable(AccountArgs),
    /// Enable a disabled account again
    Enable(AccountArgs),
}

/// `zeqing admin reset`, `disable`, `enable`
#[derive(Debug, Args)]
pub struct AccountArgs {
    /// The name for signing in
    #[arg(long, value_name = "NAME")]
    pub account: AccountId,
    /// The database to write to
    #[command(flatten)]
    pub database: DatabaseArgs,
}

/// `zeqing admin create`
#[derive(Debug, Args)]
pub struct CreateArgs {
    /// The name for signing in
    #[arg(long, value_name = "NAME")]
    pub account: AccountId,
    /// The person's name
    #[arg(long, value_name = "NAME", value_parser = person_name)]
    pub name: PersonName,
    /// The role, as in system_admin, security_admin or audit_admin
    #[arg(long, value_name = "ROLE", default_value = "system_admin", value_parser = role)]
    pub role: Role,
    /// The code of the unit, for unit_clerk and unit_head
    #[arg(long, value_name = "CODE")]
    pub unit: Option<UnitCode>,
    /// The number in the roster, for inspector
    #[arg(long, value_name = "NUMBER")]
    pub inspector: Option<InspectorId>,
    /// The database to write to
    #[command(flatten)]
    pub database: DatabaseArgs,
}

fn person_name(text: &str) -> Result<PersonName, String> {
    PersonName::parse(text).map_err(|fault| fault.to_string())
}

fn role(text: &str) -> Result<Role, String> {
    let known = || Role::ALL.map(Role::code).join(", ");
    Role::from_code(text).ok_or_else(|| format!("write one of {}", known()))
}

/// Whether the options go with the role, by the rule that forms go by too.
fn belonging(role: Role, unit: Option<&UnitCode>, inspector: Option<&InspectorId>) -> Result<(), String> {
    rules::check_belonging(role, unit, inspector).map_err(|wrong| {
        let verb = if wrong.fault == Fault::Missing { "needs" } else { "takes no" };
        format!("the role {} {verb} --{}", role.code(), wrong.field)
    })
}

/// Carries the command out: 0 when it succeeded, 2 when it did not.
pub async fn execute(command: &AdminCommand) -> ExitCode {
    let done = match command {
        AdminCommand::Create(arguments) => create(arguments).await,
        AdminCommand::Reset(arguments) => reset(arguments).await,
        AdminCommand::Disable(arguments) => set_disabled(arguments, true).await,
        AdminCommand::Enable(arguments) => set_disabled(arguments, false).await,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("zeqing: {error}");
            ExitCode::from(2)
        }
    }
}

async fn create(arguments: &CreateArgs) -> Result<(), Box<dyn std::error::Error>> {
    belonging(arguments.role, arguments.unit.as_ref(), arguments.inspector.as_ref())?;
    if rules::is_system(arguments.account.as_str()) {
        return Err("system is how the journal calls the program itself; choose another name".into());
    }
    // The first account is the first entry of the journal, so the settings say by what it is chained.
    let config = arguments.database.config()?;
    database::require_lasting(&config.database)?;
    let store = Store::open(&config.database).await?.chained_by(config.journal_hash).await?;
    let password = accounts::one_time_password();
    let new = NewAccount {
        account: arguments.account.clone(),
        name: arguments.name.clone(),
        role: arguments.role,
        unit: arguments.unit.clone(),
        inspector: arguments.inspector.clone(),
        password: password.clone(),
        must_change_password: true,
    };
    let key = uuid::Uuid::new_v4().to_string();
    let made = accounts::create(&store, new, rules::SYSTEM, &key).await;
    made.map_err(|failure| not_made(failure, arguments.inspector.as_ref()))?;
    println!("{} ({}): the password for the first sign-in is {password}", arguments.account, arguments.role.code());
    println!("It is shown once and must be changed at once.");
    Ok(())
}

/// Why an account was not made; that its number is another account's is said in words.
fn not_made(failure: Failure, inspector: Option<&InspectorId>) -> Box<dyn std::error::Error> {
    let holder = match &failure {
        Failure::Refused(AppError::Invalid(faults)) => faults.iter().find_map(|fault| {
            let Fault::HeldBy { account } = &fault.fault else { return None };
            Some(account.clone())
        }),
        Failure::Refused(_) | Failure::Internal(_) => None,
    };
    match (holder, inspector) {
        (Some(holder), Some(inspector)) => format!("the account {holder} has the number {inspector}").into(),
        _ => failure.into(),
    }
}

async fn reset(arguments: &AccountArgs) -> Result<(), Box<dyn std::error::Error>> {
    let (store, account) = found(arguments).await?;
    let password = accounts::one_time_password();
    let key = uuid::Uuid::new_v4().to_string();
    accounts::set_password(&store, &account, password.clone(), true, rules::SYSTEM, &key).await?;
    println!("{} ({}): the new one-time password is {password}", account.account, account.role.code());
    println!("It is shown once and must be changed at once.");
    Ok(())
}

async fn set_disabled(arguments: &AccountArgs, disabled: bool) -> Result<(), Box<dyn std::error::Error>> {
    let (store, account) = found(arguments).await?;
    let state = if disabled { "disabled" } else { "enabled" };
    if account.disabled == disabled {
        return Err(format!("{} is {state} already", account.account).into());
    }
    let key = uuid::Uuid::new_v4().to_string();
    accounts::set_disabled(&store, &account, account.version, disabled, rules::SYSTEM, &key).await?;
    println!("{} ({}) is {state}", account.account, account.role.code());
    Ok(())
}

/// The database, and the account in it that is meant.
async fn found(arguments: &AccountArgs) -> Result<(Store, Account), Box<dyn std::error::Error>> {
    let address = arguments.database.address()?;
    database::require_there(&address)?;
    let store = Store::open(&address).await?;
    let account = accounts::load(&store, &arguments.account).await?;
    let account = account.ok_or_else(|| format!("there is no account {}", arguments.account))?;
    Ok((store, account))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_that_does_not_go_with_the_role_is_named() {
        let unit = UnitCode::parse("A01").unwrap();
        assert_eq!(belonging(Role::UnitClerk, None, None).unwrap_err(), "the role unit_clerk needs --unit");
        assert_eq!(belonging(Role::Inspector, None, None).unwrap_err(), "the role inspector needs --inspector");
        let refused = belonging(Role::SystemAdmin, Some(&unit), None).unwrap_err();
        assert_eq!(refused, "the role system_admin takes no --unit");
        assert_eq!(belonging(Role::UnitHead, Some(&unit), None), Ok(()));
    }
}
