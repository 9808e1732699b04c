//! Which database a command works on: the one that `--database` names, else that of the settings.

use std::path::Path;

use clap::Args;

use crate::{
    server::{Config, config::ConfigError},
    store::{Store, StoreAddress},
};

/// The option by which a command is told its database.
#[derive(Debug, Args)]
pub struct DatabaseArgs {
    /// The database, closed by every other process where it is embedded; by default that of the settings
    #[arg(long, value_name = "ADDRESS")]
    pub database: Option<StoreAddress>,
}

impl DatabaseArgs {
    /// The address of the database. The settings are not read where it is named.
    pub(crate) fn address(&self) -> Result<StoreAddress, ConfigError> {
        match &self.database {
            Some(address) => Ok(address.clone()),
            None => Ok(Config::load()?.database),
        }
    }

    /// The settings, with the database that is named.
    pub(crate) fn config(&self) -> Result<Config, ConfigError> {
        let mut config = Config::load()?;
        if let Some(address) = &self.database {
            config.database = address.clone();
        }
        Ok(config)
    }
}

/// Opens a database that is there, and changes nothing in it, not even its schema.
pub(crate) async fn open_as_it_is(address: &StoreAddress) -> Result<Store, Box<dyn std::error::Error>> {
    require_there(address)?;
    Ok(Store::open_as_it_is(address).await?)
}

/// Refuses an embedded database that is not there. A mistyped path would otherwise make an empty one, in which everything
/// is in order.
pub(crate) fn require_there(address: &StoreAddress) -> Result<(), String> {
    require_lasting(address)?;
    match address {
        StoreAddress::Embedded(path) if !Path::new(path).is_dir() => Err(format!("{path}: there is no database here")),
        StoreAddress::Embedded(_) | StoreAddress::Memory | StoreAddress::Server { .. } => Ok(()),
    }
}

/// Refuses a database in memory: it is empty whenever a command opens it, and what the command writes is gone with it.
pub(crate) fn require_lasting(address: &StoreAddress) -> Result<(), String> {
    match address {
        StoreAddress::Memory => Err("mem:// is a database of one process alone; name one that stays".to_owned()),
        StoreAddress::Embedded(_) | StoreAddress::Server { .. } => Ok(()),
    }
}
