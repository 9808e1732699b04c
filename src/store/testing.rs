//! What tests of several processes need: an empty database and somebody who acts.

use chrono::{DateTime, Utc};

use super::{Store, StoreAddress};
use crate::kernel::{
    actor::{Actor, Role},
    ids::AccountId,
};

/// An empty database in memory with the whole schema.
pub(crate) async fn memory() -> Store {
    Store::open(&StoreAddress::Memory).await.expect("the database opens")
}

/// Somebody of the establishment office.
pub(crate) fn officer() -> Actor {
    Actor {
        account: AccountId::parse("officer").expect("an account's id"),
        name: "甲".to_owned(),
        role: Role::EstablishmentOfficer,
        unit: None,
        inspector: None,
    }
}

/// A fixed instant, in the forenoon of 2026-11-25 in +08:00.
pub(crate) fn instant() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_572_000, 0).expect("a fixed instant is in range")
}
