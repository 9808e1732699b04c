//! In which order the seasons and the places of an edition are listed.

use std::cmp::Reverse;

use crate::{
    kernel::{
        listing::{falling, in_turn, number_of},
        unit_kind::UnitKind,
    },
    ranking::{
        model::{PlaceOrder, RankRow, RankingState, Scope, SeasonLine, SeasonOrder},
        rules::Rule,
    },
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

/// The grade of this code where the rule gives it. Whatever else an address asks for narrows nothing, as with the kinds.
#[must_use]
pub fn known_grade<'r>(rule: &'r Rule, code: &str) -> Option<&'r str> {
    rule.grades.iter().map(|bound| bound.grade.as_str()).find(|grade| *grade == code)
}

/// Whether a place is among those of a kind and a grade; `None` stands for all of them.
#[must_use]
pub fn is_listed(row: &RankRow, kind: Option<UnitKind>, grade: Option<&str>) -> bool {
    kind.is_none_or(|kind| row.kind == Some(kind)) && grade.is_none_or(|grade| row.grade == grade)
}

/// The places of a kind and a grade, or all, in this order. Nobody sees more by it: it only leaves out and sorts what is
/// seen.
#[must_use]
pub fn arranged(
    mut rows: Vec<RankRow>,
    kind: Option<UnitKind>,
    grade: Option<&str>,
    order: PlaceOrder,
) -> Vec<RankRow> {
    rows.retain(|row| is_listed(row, kind, grade));
    let of_kind = |row: &RankRow| UnitKind::ALL.iter().position(|kind| row.kind == Some(*kind)).unwrap_or(usize::MAX);
    match order {
        PlaceOrder::Rank => rows.sort_by_key(|row| row.rank),
        PlaceOrder::Kind => rows.sort_by_key(|row| (of_kind(row), row.rank_in_kind, row.rank)),
        PlaceOrder::Change => rows.sort_by_key(|row| (row.change.is_none(), Reverse(row.change), row.rank)),
    }
    rows
}
