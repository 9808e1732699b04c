//! Which database a command works on: the one that `--database` names, else that of the settings.

use clap::Args;

use crate::{
    server::{Config, config::ConfigError},
    store::StoreAddress,
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
