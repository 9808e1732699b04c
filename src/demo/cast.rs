//! Who acts in the replay: the people who can sign in, and others of whom only the signature is seen.

use super::people::people;
use crate::{
    inspection::model::RosterInspector,
    kernel::{
        actor::{Actor, Role},
        ids::{AccountId, InspectorId, UnitCode},
    },
    store::Failure,
    unit::model::Unit,
};

/// The people of the demo as those who act.
pub(super) struct Cast {
    people: Vec<Actor>,
    roster: Vec<RosterInspector>,
}

impl Cast {
    /// The people who can sign in, and the roster for everybody else's names.
    pub(super) fn new(roster: Vec<RosterInspector>) -> Result<Self, Failure> {
        let people = people()?.into_iter().map(|person| Actor {
            account: person.account,
            name: person.name.to_string(),
            role: person.role,
            unit: person.unit,
            inspector: person.inspector,
        });
        Ok(Self { people: people.collect(), roster })
    }

    /// The one of this role, for roles of which the demo has one.
    pub(super) fn one(&self, role: Role) -> Result<Actor, Failure> {
        let found = self.people.iter().find(|actor| actor.role == role);
        found.cloned().ok_or_else(|| Failure::internal(format!("the demo has no {}", role.code())))
    }

    /// Somebody of the establishment office.
    pub(super) fn officer(&self) -> Result<Actor, Failure> {
        self.one(Role::EstablishmentOfficer)
    }

    /// The leader of the reform office.
    pub(super) fn leader(&self) -> Result<Actor, Failure> {
        self.one(Role::ReformLeader)
    }

    /// The clerk of a unit.
    pub(super) fn clerk(&self, unit: &Unit) -> Result<Actor, Failure> {
        self.of_unit(unit, Role::UnitClerk, "clerk", "填报人")
    }

    /// The head of a unit.
    pub(super) fn head(&self, unit: &Unit) -> Result<Actor, Failure> {
        self.of_unit(unit, Role::UnitHead, "head", "负责人")
    }

    fn of_unit(&self, unit: &Unit, role: Role, word: &str, office: &str) -> Result<Actor, Failure> {
        let known = |actor: &&Actor| actor.role == role && actor.unit.as_ref() == Some(&unit.code);
        if let Some(actor) = self.people.iter().find(known) {
            return Ok(actor.clone());
        }
        Ok(Actor {
            account: account(&unit.code, word)?,
            name: format!("{}{office}", unit.short_name),
            role,
            unit: Some(unit.code.clone()),
            inspector: None,
        })
    }

    /// The inspector with this number.
    pub(super) fn inspector(&self, number: &InspectorId) -> Result<Actor, Failure> {
        let known = |actor: &&Actor| actor.inspector.as_ref() == Some(number);
        if let Some(actor) = self.people.iter().find(known) {
            return Ok(actor.clone());
        }
        let listed = self.roster.iter().find(|listed| listed.inspector == *number);
        Ok(Actor {
            account: AccountId::parse(number.as_str().to_lowercase()).map_err(|bad| Failure::Internal(bad.into()))?,
            name: listed.map_or_else(|| number.to_string(), |listed| listed.name.to_string()),
            role: Role::Inspector,
            unit: None,
            inspector: Some(number.clone()),
        })
    }

    /// Whether this inspector can sign in to the demo.
    pub(super) fn signs_in(&self, number: &InspectorId) -> bool {
        self.people.iter().any(|actor| actor.inspector.as_ref() == Some(number))
    }
}

fn account(unit: &UnitCode, word: &str) -> Result<AccountId, Failure> {
    let name = format!("{}-{word}", unit.as_str().to_lowercase());
    AccountId::parse(name).map_err(|bad| Failure::Internal(bad.into()))
}
