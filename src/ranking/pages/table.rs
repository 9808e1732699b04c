//! The tables of places: an edition's, and the one that compares two weightings.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::{
    i18n::tr,
    kernel::{points::Points, unit_kind::UnitKind},
    page::{score_address, unit_link},
    ranking::{
        model::{RankRow, Shown, place_id},
        round::short,
        rules::{Component, Ranked, RankingResult, Rule, Weights},
        words,
    },
    ui::Badge,
    words::unit_kind,
};

/// The places of an edition, as far as the reader sees them. It stays a table on a narrow screen, for figures that are
/// compared.
pub(super) fn ranks(shown: &Shown, rows: &[RankRow], by_rank: bool) -> AnyView {
    let (whole, changes, last) = (shown.whole, shown.compared_with.is_some(), shown.ranked);
    let rows = rows.iter().map(|row| rank_row(row, whole, changes, last)).collect_view();
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
                    <tr>{first_heads(by_rank)} <th scope="col" class="num">{tr!(ranking.total)}</th>
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
fn first_heads(by_rank: bool) -> AnyView {
    let components = Component::ALL.map(|component| {
        view! { <th scope="col" class="num">{words::component(component)}</th> }
    });
    view! {
        <th scope="col" class="num" aria-sort=by_rank.then_some("ascending")>
            {tr!(ranking.rank)}
        </th>
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
        <tr id=place_id(&row.code) class=row.own.then_some("me")>
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
    let components = Component::ALL.into_iter().enumerate().map(|(at, component)| {
        let score = row.components.as_ref().map(|scores| scores.get(at).copied().flatten());
        let visit = row.visit.as_ref().filter(|_| component == Component::Inspection);
        let text = match (score, visit) {
            (Some(Some(score)), Some(visit)) => {
                view! { <a href=score_address(visit)>{Points(score).to_string()}</a> }.into_any()
            }
            (Some(Some(score)), None) => Points(score).to_string().into_any(),
            (Some(None), _) => view! { <span class="dim">{tr!(ranking.absent)}</span> }.into_any(),
            (None, _) => view! { <span class="dim">{tr!(ranking.not_shown)}</span> }.into_any(),
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

/// A rule in words: its weights, where its grades begin, and the components without which a unit is not ranked.
fn rule_words(rule: &Rule) -> (String, String, String) {
    let begins: Vec<String> =
        rule.grades.iter().filter(|bound| bound.from > 0).map(|bound| short(bound.from)).collect();
    (weights_text(&rule.weights), begins.join(" / "), words::required(rule))
}

/// The ranking in force beside one by another rule, in the order of the one in force; what only the other one ranks
/// comes last.
pub(super) fn compared(
    names: &BTreeMap<String, String>,
    (rule, in_force): (&Rule, &RankingResult),
    (tried_rule, tried): (&Rule, &RankingResult),
) -> AnyView {
    let (known, others) = (by_code(in_force), by_code(tried));
    let came = tried.results.iter().filter(|ranked| !known.contains_key(ranked.code.as_str()));
    let rows = in_force.results.iter().chain(came).map(|ranked| {
        let code = ranked.code.as_str();
        let name = names.get(code).cloned().unwrap_or_else(|| code.to_owned());
        compared_row(ranked, name, known.get(code).copied(), others.get(code).copied())
    });
    let rows = rows.collect_view();
    compared_frame(rule, tried_rule, rows.into_any())
}

fn by_code(result: &RankingResult) -> BTreeMap<&str, &Ranked> {
    result.results.iter().map(|ranked| (ranked.code.as_str(), ranked)).collect()
}

fn compared_row(unit: &Ranked, name: String, now: Option<&Ranked>, other: Option<&Ranked>) -> AnyView {
    let kind = UnitKind::from_code(&unit.kind).map(unit_kind).unwrap_or_default();
    let in_kind = now.map(|now| tr!(ranking.place_in_kind, kind = kind, place = now.rank_in_kind));
    let rank = |ranked: Option<&Ranked>| ranked.map_or_else(|| tr!(ranking.none), |ranked| ranked.rank.to_string());
    let total =
        |ranked: Option<&Ranked>| ranked.map_or_else(|| tr!(ranking.none), |ranked| Points(ranked.total).to_string());
    let grade = |ranked: Option<&Ranked>| {
        ranked.map(|ranked| view! { <Badge tone=words::grade_tone(&ranked.grade) text=words::grade(&ranked.grade) /> })
    };
    let change = now.zip(other).map(|(now, other)| now.rank - other.rank);
    view! {
        <tr>
            <td class="num rk">{rank(now)}</td>
            <th scope="row">{unit_link(&unit.code, name)}</th>
            <td class="soft">{in_kind}</td>
            <td class="num tt">{total(now)}</td>
            <td>{grade(now)}</td>
            <td class="num wi">{rank(other)}</td>
            <td class="num wi">{total(other)}</td>
            <td class="wi">{grade(other)}</td>
            <td class="wi">{delta(change)}</td>
        </tr>
    }
    .into_any()
}

fn compared_frame(rule: &Rule, tried: &Rule, rows: AnyView) -> AnyView {
    let (weights, grades, required) = rule_words(rule);
    let in_force = tr!(ranking.adopted_rule, weights = weights, grades = grades, required = required);
    let (weights, grades, required) = rule_words(tried);
    let tried = tr!(ranking.tried_rule, weights = weights, grades = grades, required = required);
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
                            {in_force}
                        </th>
                        <th scope="colgroup" colspan="4" class="wi">
                            {tried}
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
                        <th scope="col" class="wi">{tr!(ranking.grade)}</th>
                        <th scope="col" class="wi">{tr!(ranking.change)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
