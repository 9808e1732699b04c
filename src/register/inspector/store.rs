//! The page of an inspector. Each thing is read once, however many units, groups and visits there are.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::model::{BoundAccount, InspectorRecord, RecusedFrom};
use crate::{
    account,
    inspection::{
        plan::{self, rules::recused::Recusals},
        roster::{
            self,
            rules::{for_recusal, unit_names},
            store::Grounds,
        },
        rules::recusal::unresolved,
    },
    kernel::{
        ids::{InspectorId, UnitCode},
        text::Title,
    },
    store::{Failure, Store},
};

/// The inspector with this number and what their page says of them, as of this day; `None` where the roster has none.
///
/// # Errors
/// When the database cannot be read.
pub async fn load(store: &Store, number: &InspectorId, today: NaiveDate) -> Result<Option<InspectorRecord>, Failure> {
    let Some(inspector) = roster::store::load(store, number).await? else { return Ok(None) };
    let Grounds { units, former, rule } = Grounds::read(store).await?;
    let mut work = plan::store::of_inspector(store, number).await?;
    let accounts = account::store::of_inspector(store, number).await?;
    let season = plan::store::views::season_under_way(store, today).await?;

    let names: BTreeMap<&UnitCode, &Title> = units.iter().map(|unit| (&unit.code, &unit.short_name)).collect();
    for visit in &mut work.visits {
        if let Some(name) = names.get(&visit.unit) {
            visit.unit_name = (*name).clone();
        }
    }
    let recusals = Recusals::of(std::slice::from_ref(&inspector), &units, &former, rule, today);
    let recused = recusals.of_inspector(number).into_iter().map(|line| RecusedFrom {
        name: names.get(&line.unit).map_or_else(|| line.unit.to_string(), |name| (*name).to_string()),
        line,
    });
    let written = for_recusal(&inspector);
    let unmatched = unresolved(&written, &unit_names(&units, &former)).into_iter().map(str::to_owned).collect();
    let bound = accounts.into_iter().map(|one| BoundAccount { account: one.account, disabled: one.disabled });
    Ok(Some(InspectorRecord {
        recused: recused.collect(),
        unmatched,
        former_unit_years: rule.years(),
        accounts: bound.collect(),
        season,
        work,
        inspector,
    }))
}
