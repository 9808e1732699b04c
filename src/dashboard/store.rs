//! What is read for the board: the register, the units' standings in the season and in the one before, the calendar and
//! the newest ranking; no record of any process, so that the page costs the same at the end of a season as at its
//! beginning.

use chrono::{DateTime, NaiveDate, Utc};

use super::{
    model::{BoardPage, BoardRanking},
    rules,
};
use crate::{
    error::AppError,
    kernel::{actor::Actor, ids::SeasonId, unit_kind::UnitKind},
    ranking::{
        round::{self, View},
        store as rankings,
    },
    store::{Failure, Store},
    unit::store as units,
    working_day::store as working_days,
};

/// The board of this district for a season, the one under way where none is named, and a kind of units or all, counted
/// at this instant of this day.
///
/// # Errors
/// [`AppError::NotFound`] for a season of which nothing is known, or a failure of the database.
pub async fn page(
    store: &Store,
    reader: &Actor,
    season: Option<SeasonId>,
    kind: Option<UnitKind>,
    district: String,
    at: DateTime<Utc>,
    today: NaiveDate,
) -> Result<BoardPage, Failure> {
    let seasons = rankings::known_seasons(store).await?;
    let season = match season {
        Some(season) if seasons.contains(&season) => season,
        Some(_) => return Err(AppError::NotFound.into()),
        None => rankings::season_shown(store, &seasons, today).await?,
    };
    let standings = rankings::standings(store, &season).await?;
    let units = round::units_of_season(units::all(store).await?, &standings);
    let calendar = working_days::calendar(store).await?;
    let board = rules::board(&units, &standings, kind, &calendar, today);
    let earlier = seasons.iter().find(|known| **known < season);
    let stood = match earlier {
        Some(earlier) => rankings::standings(store, earlier).await?,
        None => Vec::new(),
    };
    let before = earlier.filter(|_| !stood.is_empty()).map(|earlier| {
        let due = board.round.as_ref().map(|round| round.due);
        let by_then = rules::years_between(earlier, &season)
            .and_then(|years| rules::by_then(&units, &stood, kind, years, today, due));
        let whole = rules::board(&units, &stood, kind, &calendar, today);
        rules::before(earlier.clone(), whole, by_then, &board)
    });
    let ranking = ranking(store, reader, &season, kind).await?;
    let is_working = calendar.is_working(today);
    let holiday = calendar.day_name(today).map(str::to_owned);
    Ok(BoardPage { season, seasons, kind, district, at, today, is_working, holiday, board, before, ranking })
}

/// The newest edition that the reader may see whole.
async fn ranking(
    store: &Store,
    reader: &Actor,
    season: &SeasonId,
    kind: Option<UnitKind>,
) -> Result<Option<BoardRanking>, Failure> {
    for edition in rankings::editions(store, season).await? {
        if round::visible_to(reader, &edition) == View::Nothing {
            continue;
        }
        let before = rankings::compared(store, &edition).await?;
        let shown = round::shown(reader, &edition, before.as_ref());
        if let Some(ranking) = shown.and_then(|shown| rules::ranking(edition.state, &shown, kind)) {
            return Ok(Some(ranking));
        }
    }
    Ok(None)
}
