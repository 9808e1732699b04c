//! The tables of places: an edition's, and the one that compares two weightings.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::{
    i18n::tr,
    kernel::{points::Points, unit_kind::UnitKind},
    page::unit_link,
    ranking::{
        model::{RankRow, Shown},
        round::short,
        rules::{Component, RankingResult, Weights},
        words,
    },
    ui::Badge,
    words::unit_kind,
};

/// The places of an edition, as far as the reader sees them. It stays a table on a narrow screen, for figures that are
/// compared.
pub(super) fn ranks(shown: &Shown) -> AnyView {
    let (whole, changes, last) = (shown.whole, shown.compared_with.is_some(), shown.ranked);
    let rows = shown.rows.iter().map(|row| rank_row(row, whole, changes, last)).collect_view();
    let caption = tr!(ranking.table_caption);
    let weights = tr!(ranking.adopted_weights, weights = weights_text(&shown.rule.weights));
    let change = changes.then(|| view! { <th scope="col">{tr!(ranking.change)}</th> });
    let band = whole.then(|| view! { <th scope="col">{tr!(ranking.band, last = last)}</th> });
    let span = 2 + usize::from(whole) + usize::from(changes);
    let label = caption.clone();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=label>
            <table class="tbl tight ranks">
                <caption class="vh">{caption}</caption>
                <thead>
                    <tr class="grp">
                        <td></td>
                        <td></td>
                        <td></td>
                        <th scope="colgroup" colspan="4">{tr!(ranking.four_components)}</th>
                        <th scope="colgroup" colspan=span.to_string()>{weights}</th>
                    </tr>
                    <tr>{first_heads()} <th scope="col" class="num">{tr!(ranking.total)}</th>
                        <th scope="col">{tr!(ranking.grade)}</th> {change} {band}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// The heads that both tables begin with.
fn first_heads() -> AnyView {
    let components = Component::ALL.map(|component| {
        view! { <th scope="col" class="num">{words::component(component)}</th> }
    });
    view! {
        <th scope="col" class="num" aria-sort="ascending">{tr!(ranking.rank)}</th>
        <th scope="col">{tr!(ranking.unit)}</th>
        <th scope="col">{tr!(ranking.in_kind)}</th>
        {components.collect_view()}
    }
    .into_any()
}

fn rank_row(row: &RankRow, whole: bool, changes: bool, last: usize) -> AnyView {
    let change = changes.then(|| view! { <td>{delta(row.change)}</td> });
    let band = whole.then(|| view! { <td class="bandc">{row.band.map(|band| band_of(row.rank, band, last))}</td> });
    view! {
        <tr class=row.own.then_some("me")>
            {first_cells(row)} <td class="num tt">{Points(row.total).to_string()}</td>
            <td>
                <Badge tone=words::grade_tone(&row.grade) text=words::grade(&row.grade) />
            </td>
            {change} {band}
        </tr>
    }
    .into_any()
}

fn first_cells(row: &RankRow) -> AnyView {
    let kind = row.kind.map(unit_kind).unwrap_or_default();
    let in_kind = tr!(ranking.place_in_kind, kind = kind, place = row.rank_in_kind);
    let components = (0..Component::ALL.len()).map(|at| {
        let score = row.components.as_ref().map(|scores| scores.get(at).copied().flatten());
        let text = match score {
            Some(Some(score)) => Points(score).to_string().into_any(),
            Some(None) => view! { <span class="dim">{tr!(ranking.absent)}</span> }.into_any(),
            None => view! { <span class="dim">{tr!(ranking.not_shown)}</span> }.into_any(),
        };
        view! { <td class="num">{text}</td> }
    });
    view! {
        <td class="num rk">{row.rank}</td>
        <th scope="row">{unit_link(&row.code, &row.name)}</th>
        <td class="soft">{in_kind}</td>
        {components.collect_view()}
    }
    .into_any()
}

/// Places gained or lost, by mark and by word.
pub(super) fn delta(change: Option<i64>) -> AnyView {
    let (class, mark, word) = match change {
        None => return view! { <span class="dim">{tr!(ranking.none)}</span> }.into_any(),
        Some(0) => return view! { <span class="delta flat">{tr!(ranking.unmoved)}</span> }.into_any(),
        Some(1..) => ("delta up", "▲", tr!(ranking.up)),
        Some(_) => ("delta down", "▼", tr!(ranking.down)),
    };
    let places = change.unwrap_or_default().unsigned_abs();
    view! {
        <span class=class>
            <span aria-hidden="true">{mark}</span>
            <span class="vh">{word}" "</span>
            {places}
        </span>
    }
    .into_any()
}

/// The band of ranks on a scale from the first place to the last.
fn band_of(rank: i64, (low, high): (i64, i64), last: usize) -> AnyView {
    let text = if low == high { low.to_string() } else { format!("{low}–{high}") };
    let (from, to) = (tenths(low, last), tenths(high, last));
    let (x, width) = (from - 20, to - from + 40);
    view! {
        <svg class="band" viewBox="0 0 1200 160" aria-hidden="true">
            <path class="s-grid w1" d="M40 80h1120" vector-effect="non-scaling-stroke" />
            <rect class="f-main2" x=x.to_string() y="40" width=width.to_string() height="80" rx="20" />
            <path class="s-ink w3" d=format!("M{} 10v140", tenths(rank, last)) vector-effect="non-scaling-stroke" />
        </svg>
        <span class="bt">{text}</span>
    }
    .into_any()
}

/// Where a rank stands on the scale, in units of the drawing.
fn tenths(rank: i64, last: usize) -> i64 {
    let steps = i64::try_from(last).unwrap_or(i64::MAX).saturating_sub(1).max(1);
    40 + (rank - 1) * 1120 / steps
}

/// The weights in percent, in the order of the components.
pub(super) fn weights_text(weights: &Weights) -> String {
    Component::ALL.map(|component| short(weights.of(component))).join(" / ")
}

/// The ranking in force beside one by other weights.
pub(super) fn compared(
    in_force: &RankingResult,
    names: &BTreeMap<String, String>,
    weights: &Weights,
    tried: &RankingResult,
    tried_weights: &Weights,
) -> AnyView {
    let others: BTreeMap<&str, (i64, i64)> =
        tried.results.iter().map(|ranked| (ranked.code.as_str(), (ranked.rank, ranked.total))).collect();
    let rows = in_force.results.iter().map(|ranked| {
        let other = others.get(ranked.code.as_str()).copied();
        let name = names.get(&ranked.code).cloned().unwrap_or_else(|| ranked.code.clone());
        let kind = UnitKind::from_code(&ranked.kind).map(unit_kind).unwrap_or_default();
        let in_kind = tr!(ranking.place_in_kind, kind = kind, place = ranked.rank_in_kind);
        let (rank, total) = match other {
            Some((rank, total)) => (rank.to_string(), Points(total).to_string()),
            None => (tr!(ranking.none), tr!(ranking.none)),
        };
        view! {
            <tr>
                <td class="num rk">{ranked.rank}</td>
                <th scope="row">{unit_link(&ranked.code, name)}</th>
                <td class="soft">{in_kind}</td>
                <td class="num tt">{Points(ranked.total).to_string()}</td>
                <td>
                    <Badge tone=words::grade_tone(&ranked.grade) text=words::grade(&ranked.grade) />
                </td>
                <td class="num wi">{rank}</td>
                <td class="num wi">{total}</td>
                <td class="wi">{delta(other.map(|(other, _)| ranked.rank - other))}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    compared_frame(weights, tried_weights, rows.into_any())
}

fn compared_frame(weights: &Weights, tried: &Weights, rows: AnyView) -> AnyView {
    let caption = tr!(ranking.compared_caption);
    let label = caption.clone();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=label>
            <table class="tbl tight ranks">
                <caption class="vh">{caption}</caption>
                <thead>
                    <tr class="grp">
                        <td></td>
                        <td></td>
                        <td></td>
                        <th scope="colgroup" colspan="2">
                            {tr!(ranking.adopted_weights, weights = weights_text(weights))}
                        </th>
                        <th scope="colgroup" colspan="3" class="wi">
                            {tr!(ranking.tried_weights, weights = weights_text(tried))}
                        </th>
                    </tr>
                    <tr>
                        <th scope="col" class="num" aria-sort="ascending">{tr!(ranking.rank)}</th>
                        <th scope="col">{tr!(ranking.unit)}</th>
                        <th scope="col">{tr!(ranking.in_kind)}</th>
                        <th scope="col" class="num">{tr!(ranking.total)}</th>
                        <th scope="col">{tr!(ranking.grade)}</th>
                        <th scope="col" class="num wi">{tr!(ranking.rank)}</th>
                        <th scope="col" class="num wi">{tr!(ranking.total)}</th>
                        <th scope="col" class="wi">{tr!(ranking.change)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
