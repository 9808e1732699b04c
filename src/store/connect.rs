//! Where the facts live: the embedded engine by default, a database server or cluster when outgrown.

use std::{fmt, str::FromStr, sync::Arc};

use surrealdb::{
    Surreal,
    engine::any::{self, Any},
    method::Query,
    opt::auth::Root,
};
use thiserror::Error;

use super::{MigrateError, StoreError, hash};
use crate::journal::chain::HashKind;

/// The namespace of the database server in which everything lies.
pub const NAMESPACE: &str = "zeqing";

/// The database within [`NAMESPACE`].
pub const DATABASE: &str = "district";

/// A connection of either kind.
///
/// Each clone of it is another session of the database, told to it through a queue, and a query waits until its session
/// is known. A clone for each request let that queue grow faster than it was worked off, until requests waited for
/// minutes; so [`Store`] shares one session among all requests, and clones are made at the start alone.
pub type Database = Surreal<Any>;

/// An open, migrated database: what every `store.rs` is given; cheap to clone.
#[derive(Clone)]
pub struct Store {
    /// The connection. Facts are written by [`super::transact`] alone.
    pub(crate) db: Arc<Database>,
    /// By what the journal is chained, as it stood when the database was opened.
    pub(super) journal_hash: HashKind,
}

/// The value of `ZEQING_DATABASE`, checked.
#[derive(Clone, PartialEq, Eq)]
pub enum StoreAddress {
    /// `mem://`: gone when the process ends; for tests.
    Memory,
    /// `surrealkv://PATH`: a folder that only one process can open at a time.
    Embedded(String),
    /// `ws://user:password@host:port` or `wss://…`: a SurrealDB server or cluster.
    Server {
        /// Scheme, host and port without the credentials.
        endpoint: String,
        /// The database user.
        user: String,
        /// Their password; never printed.
        password: String,
    },
}

/// Why `ZEQING_DATABASE` cannot be used.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum AddressError {
    /// Neither of the three forms.
    #[error("write surrealkv://PATH, mem:// or ws://user:password@host:port")]
    UnknownForm,
    /// `surrealkv://` with nothing behind it.
    #[error("surrealkv:// needs the path of a folder")]
    NoPath,
    /// A server address without a user and a password.
    #[error("a database server needs ws://user:password@host:port")]
    NoCredentials,
}

/// Why a database cannot be opened. The password of its address is not repeated.
#[derive(Debug, Error)]
pub enum OpenError {
    /// Another process holds the folder.
    #[error("the database {0} is open in another process, such as a running server; stop that one first")]
    InUse(String),
    /// It is not there, does not answer, or refuses the credentials.
    #[error("the database {address} (ZEQING_DATABASE, or key `database` of the file) cannot be opened: {cause}")]
    Unreachable {
        /// The address without the credentials.
        address: String,
        /// What is wrong.
        cause: String,
    },
    /// It is there, but its schema cannot be brought up to date.
    #[error(transparent)]
    Schema(Box<MigrateError>),
    /// By what its journal is chained cannot be told.
    #[error("the hash function of the journal cannot be read: {0}")]
    HashUnread(Box<StoreError>),
    /// Its journal is chained by another hash function than the one that is set.
    #[error(
        "the journal of this database was begun with {chosen}, and ZEQING_JOURNAL_HASH (key `journal_hash` of the file) \
         says {wanted}: a journal is never of two kinds; write {chosen}, take the setting away, or name an empty database"
    )]
    OtherHash {
        /// That of the journal.
        chosen: HashKind,
        /// That of the setting.
        wanted: HashKind,
    },
}

impl OpenError {
    fn of_schema(address: &StoreAddress, error: MigrateError) -> Self {
        match error {
            MigrateError::Database(cause) => Self::of(address, &cause),
            MigrateError::Failed { .. } | MigrateError::FromTheFuture { .. } | MigrateError::Behind { .. } => {
                Self::Schema(Box::new(error))
            }
        }
    }

    fn of(address: &StoreAddress, cause: &surrealdb::Error) -> Self {
        let (address, cause) = (format!("{address:?}"), cause.to_string());
        // The engine has no kind of its own for this.
        if cause.contains("already locked by another process") {
            Self::InUse(address)
        } else {
            Self::Unreachable { address, cause }
        }
    }
}

impl FromStr for StoreAddress {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        if text == "mem://" {
            return Ok(Self::Memory);
        }
        if let Some(path) = text.strip_prefix("surrealkv://") {
            return if path.is_empty() { Err(AddressError::NoPath) } else { Ok(Self::Embedded(path.to_owned())) };
        }
        let (scheme, rest) = text.split_once("://").ok_or(AddressError::UnknownForm)?;
        if scheme != "ws" && scheme != "wss" {
            return Err(AddressError::UnknownForm);
        }
        // The password may hold an @, the host may not.
        let (credentials, host) = rest.rsplit_once('@').ok_or(AddressError::NoCredentials)?;
        let (user, password) = credentials.split_once(':').ok_or(AddressError::NoCredentials)?;
        if user.is_empty() || password.is_empty() || host.is_empty() {
            return Err(AddressError::NoCredentials);
        }
        Ok(Self::Server {
            endpoint: format!("{scheme}://{host}"),
            user: user.to_owned(),
            password: password.to_owned(),
        })
    }
}

impl fmt::Debug for StoreAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Memory => f.write_str("mem://"),
            Self::Embedded(path) => write!(f, "surrealkv://{path}"),
            Self::Server { endpoint, .. } => write!(f, "{endpoint} (credentials withheld)"),
        }
    }
}

impl Store {
    /// Opens the database and brings its schema up to date.
    ///
    /// # Errors
    /// When the folder is held by another process, the server does not answer or refuses the credentials, or a
    /// migration fails; the data is as it was before.
    pub async fn open(address: &StoreAddress) -> Result<Self, OpenError> {
        Self::connect(address).await?.brought_up_to_date(address).await
    }

    /// Connects to the database and leaves it as it is, whichever release wrote it: for what must be known of it before
    /// [`Self::brought_up_to_date`] changes anything.
    ///
    /// # Errors
    /// When the folder is held by another process, or the server does not answer or refuses the credentials.
    pub async fn connect(address: &StoreAddress) -> Result<Self, OpenError> {
        let db = connect(address).await.map_err(|cause| OpenError::of(address, &cause))?;
        Ok(Self { db: Arc::new(db), journal_hash: HashKind::default() })
    }

    /// Whether nothing was ever kept in the database, not even a table.
    ///
    /// # Errors
    /// When it cannot be read, or was written by a newer version of the program.
    pub async fn is_new(&self, address: &StoreAddress) -> Result<bool, OpenError> {
        super::migrate::is_new(&self.db).await.map_err(|error| OpenError::of_schema(address, error))
    }

    /// The connected database with its schema brought up to date.
    ///
    /// # Errors
    /// When a migration fails; the data is as it was before.
    pub async fn brought_up_to_date(self, address: &StoreAddress) -> Result<Self, OpenError> {
        super::migrate(&self.db).await.map_err(|error| OpenError::of_schema(address, error))?;
        self.chained().await
    }

    /// Opens the database without changing anything in it: for what is only read, such as a journal under audit.
    ///
    /// # Errors
    /// As [`Self::open`], or when the schema is older than this program's.
    pub async fn open_as_it_is(address: &StoreAddress) -> Result<Self, OpenError> {
        let store = Self::connect(address).await?;
        super::migrate::require_newest(&store.db).await.map_err(|error| OpenError::of_schema(address, error))?;
        store.chained().await
    }

    /// With the hash function of the journal that was chosen, or SHA-256 as long as none was.
    async fn chained(self) -> Result<Self, OpenError> {
        let chosen = hash::chosen(&self).await.map_err(hash::unread)?;
        Ok(Self { journal_hash: chosen.unwrap_or_default(), ..self })
    }

    /// Asks the database. Only text of the program is ever a query; what people type is bound to its parameters.
    #[expect(clippy::disallowed_methods, reason = "this is the one way in")]
    pub(crate) fn query(&self, query: &'static str) -> Query<'_, Any> {
        self.db.query(query)
    }
}

async fn connect(address: &StoreAddress) -> Result<Database, surrealdb::Error> {
    let db = match address {
        StoreAddress::Memory => any::connect("mem://").await?,
        // Said explicitly, though it is the default: an acknowledged write is on the disk.
        StoreAddress::Embedded(path) => any::connect(format!("surrealkv://{path}?sync=every")).await?,
        StoreAddress::Server { endpoint, user, password } => {
            let db = any::connect(endpoint).await?;
            db.signin(Root { username: user.clone(), password: password.clone() }).await?;
            db
        }
    };
    db.use_ns(NAMESPACE).use_db(DATABASE).await?;
    Ok(db)
}
