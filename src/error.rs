//! What may cross the wire when something is refused: only what a person can act on, and no text of the database's.

use leptos::{prelude::FromServerFnError, server_fn::error::ServerFnErrorErr};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{
    answer::ReadEncoding,
    kernel::{
        fault::{Fault, FieldFault},
        permit::Denied,
    },
};

/// Why a request was refused. The words are in the translations.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AppError {
    /// Nobody is signed in, or the session ended.
    #[error("not signed in")]
    SignIn,
    /// There is no such record, or none that this person may see.
    #[error("not found")]
    NotFound,
    /// This role never may.
    #[error("not permitted")]
    NotPermitted,
    /// The record's state does not allow it now.
    #[error("not allowed now")]
    NotAllowedNow,
    /// Fields that cannot be taken, in the order of the form.
    #[error("invalid input")]
    Invalid(Vec<FieldFault>),
    /// Somebody changed the record since the person read it.
    #[error("stale")]
    Stale,
    /// A record with this id is there already.
    #[error("exists already")]
    Exists,
    /// Of several records some were left as they are, each for a reason of its own; the others are done.
    #[error("{} of several records were left", .left.len())]
    Partly {
        /// What is done, by name.
        done: Vec<String>,
        /// What was left.
        left: Vec<Left>,
    },
    /// More bytes than are taken.
    #[error("too large")]
    TooLarge,
    /// It is not the person's fault; they can name this id to whoever runs the system. Empty where the server was not
    /// reached at all.
    #[error("unavailable ({error_id})")]
    Unavailable {
        /// Eight hexadecimal digits that stand in the log too.
        error_id: String,
    },
}

/// One of several records that was left as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Left {
    /// Its name.
    pub what: String,
    /// Why it was left.
    pub why: AppError,
}

impl AppError {
    /// One field that cannot be taken.
    pub fn field(field: impl Into<String>, fault: Fault) -> Self {
        Self::Invalid(vec![FieldFault::new(field, fault)])
    }
}

impl From<Denied> for AppError {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::NotForThisRole => Self::NotPermitted,
            Denied::NotTheirs => Self::NotFound,
        }
    }
}

impl From<FieldFault> for AppError {
    fn from(fault: FieldFault) -> Self {
        Self::Invalid(vec![fault])
    }
}

impl FromServerFnError for AppError {
    type Encoder = ReadEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            // The arguments of a form that was not ours, or of an older page: there is nothing that can be named.
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_) => {
                Self::Invalid(Vec::new())
            }
            ServerFnErrorErr::Registration(_)
            | ServerFnErrorErr::UnsupportedRequestMethod(_)
            | ServerFnErrorErr::Request(_)
            | ServerFnErrorErr::ServerError(_)
            | ServerFnErrorErr::MiddlewareError(_)
            | ServerFnErrorErr::Serialization(_)
            | ServerFnErrorErr::Response(_) => Self::Unavailable { error_id: String::new() },
        }
    }
}
