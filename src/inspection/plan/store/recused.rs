//! Who is recused by now from a unit to which they were sent (Art. 14): since the notice went out the roster or the
//! names of the units may have been imported anew. Who checks is asked, and not their group: a colleague goes on.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::super::{
    model::RecusalLine,
    rules::recused::{Recusals, first_reason},
};
use crate::{
    error::AppError,
    inspection::{
        model::{RosterInspector, Visit},
        roster::{self, rules::unit_names, store::Grounds},
        rules::recusal::FormerUnitRule,
    },
    kernel::{
        actor::Actor,
        fault::Fault,
        ids::{InspectorId, UnitCode},
        text::Title,
    },
    store::{Failure, Store},
    unit,
};

/// From which units this person is recused on this day. Nobody but an inspector is from any.
///
/// # Errors
/// When the database cannot be read.
pub async fn recusals_of(store: &Store, actor: &Actor, today: NaiveDate) -> Result<Recusals, Failure> {
    let Some(number) = &actor.inspector else { return Ok(Recusals::default()) };
    let Some(one) = roster::store::load(store, number).await? else { return Ok(Recusals::default()) };
    let Grounds { units, former, rule } = Grounds::read(store).await?;
    Ok(Recusals::of(&[one], &units, &former, rule, today))
}

/// Why this person may not check the unit on this day, by the first reason; `None` where nothing recuses them.
///
/// Every command of a group asks this, and hardly ever anything recuses anybody. So the whole register is read only
/// where the names of the unit itself speak against the person.
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
    let Some(one) = roster::store::load(store, number).await? else { return Ok(None) };
    let Some(own) = unit::store::load(store, unit).await? else { return Ok(None) };
    let former = unit::store::former_names_of(store, unit).await?;
    let names = unit_names(std::slice::from_ref(&own), &former);
    if first_reason(&one, unit, &names, FormerUnitRule::Ever, today).is_none() {
        return Ok(None);
    }
    let Grounds { units, former, rule } = Grounds::read(store).await?;
    Ok(first_reason(&one, unit, &unit_names(&units, &former), rule, today))
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
    let people = roster::store::several(store, inspectors.iter().collect()).await?;
    let Grounds { units, former, rule } = Grounds::read(store).await?;
    let recusals = Recusals::of(&people, &units, &former, rule, today);
    Ok(inspectors.iter().filter(|one| recusals.holds(one, unit)).cloned().collect())
}

/// Those of these visits whose leader may not check the unit on this day, in their order.
///
/// # Errors
/// When the database cannot be read.
pub async fn led_by_recused<'v>(
    store: &Store,
    visits: &[&'v Visit],
    today: NaiveDate,
) -> Result<Vec<&'v Visit>, Failure> {
    if visits.is_empty() {
        return Ok(Vec::new());
    }
    let numbers: BTreeSet<&InspectorId> = visits.iter().map(|visit| &visit.leader).collect();
    let leaders = roster::store::several(store, numbers).await?;
    let leaders: BTreeMap<&InspectorId, &RosterInspector> = leaders.iter().map(|one| (&one.inspector, one)).collect();
    let Grounds { units, former, rule } = Grounds::read(store).await?;
    let names = unit_names(&units, &former);
    let is_recused = |visit: &&Visit| {
        let leader = leaders.get(&visit.leader);
        leader.is_some_and(|one| first_reason(one, &visit.unit, &names, rule, today).is_some())
    };
    Ok(visits.iter().copied().filter(is_recused).collect())
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::{
        kernel::{actor::Role, text::Note},
        policy,
        store::testing::{instant, memory, officer},
        unit::model::{FormerName, Unit},
    };

    fn read<T: serde::de::DeserializeOwned>(value: Value) -> T {
        serde_json::from_value(value).unwrap()
    }

    /// A register of two units of nearly one name, the first of which was once called 老街, and one inspector who wrote
    /// this down.
    async fn district(written: Value) -> Store {
        let store = memory().await;
        let unit = |code: &str, name: &str| -> Unit {
            read(json!({"code": code, "name": name, "short_name": name, "kind": "subdistrict"}))
        };
        let units = [unit("S01", "花园路街道"), unit("S02", "花园路街道（北）")];
        let former: [FormerName; 1] = [read(json!({"name": "老街", "unit": "S01"}))];
        unit::store::import(&store, &officer(), instant(), "units", &units, &former).await.unwrap();
        let mut inspector = json!({"inspector": "JC1", "name": "甲", "may_lead": true});
        inspector.as_object_mut().unwrap().extend(written.as_object().unwrap().clone());
        let inspector: RosterInspector = read(inspector);
        roster::store::import(&store, &officer(), instant(), "roster", &[inspector]).await.unwrap();
        store
    }

    /// The units from which the inspector is recused in the year 2026.
    async fn recused_from(store: &Store) -> Vec<&'static str> {
        let inspector = Some(InspectorId::parse("JC1").unwrap());
        let actor = Actor { role: Role::Inspector, inspector, ..officer() };
        let today = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
        let all = recusals_of(store, &actor, today).await.unwrap();
        let mut found = Vec::new();
        for code in ["S01", "S02", "S03"] {
            let unit = UnitCode::parse(code).unwrap();
            let line = recusal(store, &actor, &unit, today).await.unwrap();
            let of_all = all.one_each(&[InspectorId::parse("JC1").unwrap()], &unit).pop();
            assert_eq!(line, of_all, "asked of {code} alone it is the same as of all");
            found.extend(line.map(|_| code));
        }
        found
    }

    #[tokio::test]
    async fn a_name_recuses_from_the_unit_that_has_it_and_not_from_one_of_nearly_that_name() {
        let of = async |name: &str| recused_from(&district(json!({"current_unit": name})).await).await;
        assert_eq!(of("花园路街道").await, ["S01"]);
        assert_eq!(of("花园路街道（北）").await, ["S02"]);
        assert_eq!(of("花园路街道（借调）").await, ["S01"], "a remark hides no unit");
        assert_eq!(of("老街").await, ["S01"], "by a former name too");
        assert_eq!(of("编办").await, Vec::<&str>::new());
    }

    #[tokio::test]
    async fn of_several_those_are_named_who_are_recused_in_the_order_of_the_question() {
        let store = memory().await;
        let unit: Unit =
            read(json!({"code": "S01", "name": "花园路街道", "short_name": "花园路", "kind": "subdistrict"}));
        unit::store::import(&store, &officer(), instant(), "units", std::slice::from_ref(&unit), &[]).await.unwrap();
        let person = |number: &str, place: Option<&str>| -> RosterInspector {
            read(json!({"inspector": number, "name": number, "may_lead": true, "current_unit": place}))
        };
        let people = [person("JC1", Some("花园路街道")), person("JC2", None), person("JC3", Some("花园路"))];
        roster::store::import(&store, &officer(), instant(), "roster", &people).await.unwrap();
        let asked = ["JC9", "JC3", "JC2", "JC1"].map(|number| InspectorId::parse(number).unwrap());
        let today = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
        let found = recused_among(&store, &asked, &unit.code, today).await.unwrap();
        assert_eq!(found, [asked[1].clone(), asked[3].clone()]);
        assert!(recused_among(&store, &[], &unit.code, today).await.unwrap().is_empty());
    }

    #[tokio::test]
    async fn a_name_that_the_unit_had_until_a_later_register_recuses_still() {
        let store = district(json!({"current_unit": "花园路街道"})).await;
        let renamed: Unit =
            read(json!({"code": "S01", "name": "花园路片区", "short_name": "花园路片区", "kind": "subdistrict"}));
        unit::store::import(&store, &officer(), instant(), "renamed", &[renamed], &[]).await.unwrap();
        assert_eq!(recused_from(&store).await, ["S01"]);
    }

    #[tokio::test]
    async fn a_former_post_recuses_as_long_as_the_district_has_set() {
        let store = district(json!({"former_units": "老街（2018—2023）"})).await;
        assert_eq!(recused_from(&store).await, ["S01"]);
        let reason = Note::parse("改为三年").unwrap();
        policy::store::set(&store, &officer(), instant(), "three", 0, Some(3), &reason).await.unwrap();
        assert_eq!(recused_from(&store).await, ["S01"]);
        let reason = Note::parse("改为两年").unwrap();
        policy::store::set(&store, &officer(), instant(), "two", 1, Some(2), &reason).await.unwrap();
        assert_eq!(recused_from(&store).await, Vec::<&str>::new());
    }
}
