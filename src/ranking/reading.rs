//! What a reader of the ranking's pages is answered: loads, and leaves to the rules what of it they may see.

use chrono::{DateTime, Utc};

use super::{
    model::{RankingPage, RankingRound, SeasonLine, SeasonOrder, Step, UnitStanding, Workbench},
    round::{self, View},
    store as rankings,
};
use crate::{
    error::AppError,
    kernel::{actor::Actor, ids::SeasonId},
    store::{Failure, Store},
    unit::store as units,
};

/// The given seasons in this order, as far as the reader may see anything of them.
///
/// # Errors
/// [`AppError::NotPermitted`] where the reader's office reads no ranking; when the database cannot be read.
pub(crate) async fn seasons(
    store: &Store,
    reader: &Actor,
    seasons: Vec<SeasonId>,
    order: SeasonOrder,
) -> Result<Vec<SeasonLine>, Failure> {
    round::check_reader(reader)?;
    let units = units::all(store).await?;
    let mut lines = Vec::with_capacity(seasons.len());
    for season in seasons {
        let editions = rankings::editions(store, &season).await?;
        let visible = editions.iter().find_map(|edition| Some((edition, round::shown(reader, edition, None)?)));
        match visible {
            Some((edition, shown)) => lines.push(SeasonLine {
                season,
                state: edition.state,
                edition: edition.edition,
                ranked: shown.ranked,
                units: shown.units,
                own_rank: shown.rows.iter().find(|row| row.own).map(|row| row.rank),
                published: edition.published.clone(),
            }),
            None if editions.is_empty() && reader.role.is_office() => {
                // As the season's own page counts them.
                let standings = rankings::standings(store, &season).await?;
                let units = round::units_of_season(units.clone(), &standings).len();
                lines.push(SeasonLine {
                    season,
                    state: rankings::state_of(None),
                    edition: 0,
                    ranked: 0,
                    units,
                    own_rank: None,
                    published: None,
                });
            }
            None => {}
        }
    }
    lines.sort_by_cached_key(|line| round::season_place(line, order));
    Ok(lines)
}

/// A season's ranking: the named edition, or the newest that the reader may see.
///
/// # Errors
/// [`AppError::NotPermitted`] where the reader's office reads no ranking, [`AppError::NotFound`] where they may see
/// nothing of this one, or a failure of the database.
pub(crate) async fn page(
    store: &Store,
    reader: &Actor,
    season: &SeasonId,
    edition: Option<u32>,
) -> Result<RankingPage, Failure> {
    round::check_reader(reader)?;
    let editions = rankings::editions(store, season).await?;
    let newest = editions.first();
    let visible: Vec<&RankingRound> =
        editions.iter().filter(|edition| round::visible_to(reader, edition) != View::Nothing).collect();
    let asked = match edition {
        Some(number) => Some(*visible.iter().find(|edition| edition.edition == number).ok_or(AppError::NotFound)?),
        None => visible.first().copied(),
    };
    let before = match asked {
        Some(asked) => rankings::compared(store, asked).await?,
        None => None,
    };
    let office = reader.role.is_office();
    if asked.is_none() && !office {
        return Err(AppError::NotFound.into());
    }
    let standings = standings(store, reader, season).await?;
    let collected = if office && newest.is_none_or(|newest| newest.tabled.is_none()) {
        let counting = round::units_of_season(units::all(store).await?, &standings);
        Some(round::collected(&counting, &standings))
    } else {
        None
    };
    let shown = asked.and_then(|asked| round::shown(reader, asked, before.as_ref()));
    // Acts belong to the newest edition alone; an older one is only to be read.
    let is_newest = asked.map(|asked| asked.edition) == newest.map(|newest| newest.edition);
    let mut may = if is_newest { round::allowed_steps(reader, newest) } else { Vec::new() };
    may.retain(|step| *step != Step::Compute || round::has_begun(newest, &standings));
    Ok(RankingPage {
        season: season.clone(),
        editions: visible.iter().map(|edition| (edition.edition, edition.state)).collect(),
        state: rankings::state_of(asked),
        shown: shown.map(|shown| round::with_visits(shown, &standings)),
        collected,
        may,
        seen: asked.map_or(0, |asked| asked.version),
    })
}

/// How those units stand whose visits the reader may open: all for the offices, their own for a unit's people.
async fn standings(store: &Store, reader: &Actor, season: &SeasonId) -> Result<Vec<UnitStanding>, Failure> {
    match &reader.unit {
        _ if reader.role.is_office() => rankings::standings(store, season).await,
        Some(own) if reader.is_of(own) => {
            Ok(units::standing_in::<UnitStanding>(store, season, own).await?.into_iter().collect())
        }
        Some(_) | None => Ok(Vec::new()),
    }
}

/// What the workbench needs: the inputs of the newest edition, or those of this instant where there is none.
///
/// # Errors
/// [`AppError::NotPermitted`] where the reader's office reads no ranking, [`AppError::NotFound`] for everybody else who
/// is of no office, or a failure of the database.
pub(super) async fn workbench(
    store: &Store,
    reader: &Actor,
    season: &SeasonId,
    at: DateTime<Utc>,
) -> Result<Workbench, Failure> {
    round::check_reader(reader)?;
    if !reader.role.is_office() {
        return Err(AppError::NotFound.into());
    }
    let newest = rankings::latest(store, season).await?;
    let known = if newest.is_none() { rankings::standings(store, season).await? } else { Vec::new() };
    let may_compute =
        round::allowed(reader, newest.as_ref(), Step::Compute) && round::has_begun(newest.as_ref(), &known);
    let (edition, seen) = newest.as_ref().map_or((0, 0), |newest| (newest.edition, newest.version));
    let computation = match newest {
        Some(newest) => newest.computation,
        None => {
            let (rule, because) = rankings::rule_in_force(store, season).await?;
            rankings::collect(store, season, rule, because, at).await?
        }
    };
    Ok(Workbench {
        season: season.clone(),
        edition,
        seen,
        inputs: computation.inputs,
        names: computation.names,
        rule: computation.rule,
        result: computation.result,
        may_compute,
    })
}
