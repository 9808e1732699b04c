//! What every request is answered from.

use std::{env, path::PathBuf, sync::Arc};

use axum::extract::FromRef;
use chrono::{DateTime, Utc};
use leptos::config::{Env, LeptosOptions};

use super::{
    clock,
    config::Config,
    files::{Files, FilesError},
};
use crate::store::{OpenError, Store};

/// The name of the file in which the names of the scripts and styles stand.
const HASHES: &str = "hash.txt";

/// The open database, the files and the settings; cheap to clone.
#[derive(Clone, FromRef)]
pub struct AppState {
    /// The facts.
    pub store: Store,
    /// The settings.
    pub config: Arc<Config>,
    /// What Leptos must know to write a page.
    pub leptos: LeptosOptions,
    /// The evidence files.
    pub files: Files,
    /// The demo's people, as the sign-in page lists them; empty where the database does not hold them.
    #[from_ref(skip)]
    pub demo_people: Arc<str>,
    /// Since when this process has them open.
    #[from_ref(skip)]
    pub started: DateTime<Utc>,
}

/// Why the server cannot be started.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    /// The database.
    #[error(transparent)]
    Database(#[from] OpenError),
    /// The files.
    #[error(transparent)]
    Files(#[from] FilesError),
}

impl AppState {
    /// Opens the database and the files that the settings name.
    ///
    /// # Errors
    /// See [`StateError`].
    pub async fn open(config: Config) -> Result<Self, StateError> {
        let store = Store::connect(&config.database).await?;
        Self::over(store, config).await
    }

    /// Brings the database of the settings, to which somebody connected already, up to date, and opens the files.
    ///
    /// # Errors
    /// See [`StateError`].
    pub async fn over(store: Store, config: Config) -> Result<Self, StateError> {
        let store = store.brought_up_to_date(&config.database).await?.chained_by(config.journal_hash).await?;
        let files = Files::open(&config.files)?;
        let leptos = leptos_options(&config);
        Ok(Self { store, config: Arc::new(config), leptos, files, demo_people: Arc::default(), started: clock::now() })
    }
}

/// Leptos' own options, from ours alone: what it would read from the environment by itself must not differ.
fn leptos_options(config: &Config) -> LeptosOptions {
    LeptosOptions::builder()
        .output_name("zeqing")
        .site_root(config.site.display().to_string())
        .site_pkg_dir("pkg")
        .env(if config.dev { Env::DEV } else { Env::PROD })
        .site_addr(config.addr)
        .hash_file(HASHES.into())
        .hash_files(has_hashes())
        .build()
}

/// The file of the names of the scripts and styles, beside the binary. It is written anew with the site.
pub(super) fn hashes() -> Option<PathBuf> {
    env::current_exe().ok().and_then(|binary| Some(binary.parent()?.join(HASHES)))
}

/// Whether the names of the scripts and styles are known. Leptos panics at the first page where it is told to read a file
/// that is missing.
fn has_hashes() -> bool {
    let Some(file) = hashes() else {
        return false;
    };
    let found = file.is_file();
    if !found {
        tracing::error!(
            "{} is missing: pages will have neither styles nor scripts; build the site with `cargo xtask build`",
            file.display()
        );
    }
    found
}
