//! Why a command or a read did not come about, inside the server.

use std::error::Error;

use thiserror::Error;

use super::{StoreError, TransactError};
use crate::{
    error::AppError,
    kernel::{fault::FieldFault, permit::Denied},
};

/// Either something that the person can act on, or something that only whoever runs the system can.
#[derive(Debug, Error)]
pub enum Failure {
    /// It is said to the person as it is.
    #[error(transparent)]
    Refused(#[from] AppError),
    /// It is logged once, at the edge, and the person gets its id.
    #[error("{0}")]
    Internal(#[source] Box<dyn Error + Send + Sync>),
}

impl Failure {
    /// Something that must not happen, with what was being done.
    pub fn internal(what: impl Into<String>) -> Self {
        Self::Internal(what.into().into())
    }
}

impl From<TransactError> for Failure {
    fn from(error: TransactError) -> Self {
        match error {
            TransactError::Stale { .. } => Self::Refused(AppError::Stale),
            TransactError::Exists { .. } => Self::Refused(AppError::Exists),
            TransactError::BadKey => Self::Refused(AppError::Invalid(Vec::new())),
            TransactError::Busy | TransactError::Malformed(_) | TransactError::Database(_) => {
                Self::Internal(error.into())
            }
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Internal(error.into())
    }
}

impl From<Denied> for Failure {
    fn from(denied: Denied) -> Self {
        Self::Refused(denied.into())
    }
}

impl From<FieldFault> for Failure {
    fn from(fault: FieldFault) -> Self {
        Self::Refused(fault.into())
    }
}

impl From<surrealdb::Error> for Failure {
    fn from(error: surrealdb::Error) -> Self {
        Self::Internal(error.into())
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Internal(error.into())
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Internal(error.into())
    }
}
