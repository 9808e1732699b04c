//! In which order the seasons and the places of an edition are listed.

use std::cmp::Reverse;

use crate::{
    kernel::{
        listing::{falling, in_turn, number_of},
        unit_kind::UnitKind,
    },
    ranking::model::{PlaceOrder, RankRow, RankingState, Scope, SeasonLine, SeasonOrder},
};

/// The place of a season in an order of their list: no two seasons have the same.
#[must_use]
pub fn season_place(line: &SeasonLine, order: SeasonOrder) -> String {
    let published = line.published.as_ref();
    let key = match order {
        SeasonOrder::Newest => String::new(),
        SeasonOrder::State => in_turn(&RankingState::ALL, &line.state),
        SeasonOrder::Ranked => falling(u32::try_from(line.ranked).unwrap_or(u32::MAX)),
        SeasonOrder::OwnRank => format!("{:019}", line.own_rank.unwrap_or(i64::MAX)),
        SeasonOrder::Scope => {
            published.map_or_else(|| "~".to_owned(), |published| in_turn(&Scope::ALL, &published.scope))
        }
        SeasonOrder::Published => {
            format!("{:019}", published.map_or(i64::MAX, |published| published.signed.at.timestamp_millis()))
        }
    };
    format!("{key}.{}.{}", falling(number_of(line.season.as_str())), line.season)
}

/// The places of a kind, or all, in this order. Nobody sees more by it: it only leaves out and sorts what is seen.
#[must_use]
pub fn arranged(mut rows: Vec<RankRow>, kind: Option<UnitKind>, order: PlaceOrder) -> Vec<RankRow> {
    rows.retain(|row| kind.is_none() || row.kind == kind);
    let of_kind = |row: &RankRow| UnitKind::ALL.iter().position(|kind| row.kind == Some(*kind)).unwrap_or(usize::MAX);
    match order {
        PlaceOrder::Rank => rows.sort_by_key(|row| row.rank),
        PlaceOrder::Kind => rows.sort_by_key(|row| (of_kind(row), row.rank_in_kind, row.rank)),
        PlaceOrder::Change => rows.sort_by_key(|row| (row.change.is_none(), Reverse(row.change), row.rank)),
    }
    rows
}
