//! Who is recused by now from a unit to which they were sent (Art. 14): since the notice went out the roster or the
//! names of the units may have been imported anew. Who checks is asked, and not their group: a colleague goes on.

use chrono::NaiveDate;

use super::super::{model::RecusalLine, rules::recused::Recusals};
use crate::{
    error::AppError,
    inspection::roster::{self, store::Grounds},
    kernel::{
        actor::Actor,
        fault::Fault,
        ids::{InspectorId, UnitCode},
        text::Title,
    },
    store::{Failure, Store},
};

/// From which units this person is recused on this day. Nobody but an inspector is from any.
///
/// # Errors
/// When the database cannot be read.
pub async fn recusals_of(store: &Store, actor: &Actor, today: NaiveDate) -> Result<Recusals, Failure> {
    let Some(number) = &actor.inspector else { return Ok(Recusals::default()) };
    let Some(one) = roster::store::load(store, number).await? else { return Ok(Recusals::default()) };
    let grounds = Grounds::read(store).await?;
    Ok(Recusals::of(&[one], &grounds.units, &grounds.former, grounds.rule(), today))
}

/// Why this person may not check the unit on this day, by the first reason; `None` where nothing recuses them.
///
/// # Errors
/// When the database cannot be read.
pub async fn recusal(
    store: &Store,
    actor: &Actor,
    unit: &UnitCode,
    today: NaiveDate,
) -> Result<Option<RecusalLine>, Failure> {
    let Some(number) = &actor.inspector else { return Ok(None) };
    let recusals = recusals_of(store, actor, today).await?;
    Ok(recusals.one_each(std::slice::from_ref(number), unit).pop())
}

/// Which of these inspectors may not check the unit on this day, in their order.
///
/// # Errors
/// When the database cannot be read.
pub async fn recused_among(
    store: &Store,
    inspectors: &[InspectorId],
    unit: &UnitCode,
    today: NaiveDate,
) -> Result<Vec<InspectorId>, Failure> {
    let mut people = Vec::with_capacity(inspectors.len());
    for number in inspectors {
        people.extend(roster::store::load(store, number).await?);
    }
    let grounds = Grounds::read(store).await?;
    let recusals = Recusals::of(&people, &grounds.units, &grounds.former, grounds.rule(), today);
    Ok(inspectors.iter().filter(|one| recusals.holds(one, unit)).cloned().collect())
}

/// Refuses whoever may not check the unit on this day.
///
/// # Errors
/// [`Fault::Recused`] of the field `group`, or a failure of the database.
pub async fn require_unrecused(
    store: &Store,
    actor: &Actor,
    unit: &UnitCode,
    name: &Title,
    today: NaiveDate,
) -> Result<(), Failure> {
    match recusal(store, actor, unit, today).await? {
        Some(line) => Err(AppError::field("group", fault(&line, name)).into()),
        None => Ok(()),
    }
}

/// Who is recused from the unit of this name, as it is told.
pub(super) fn fault(line: &RecusalLine, unit: &Title) -> Fault {
    let (inspector, unit) = (line.name.to_string(), unit.to_string());
    Fault::Recused { inspector, unit, ground: line.ground.code().to_owned() }
}
