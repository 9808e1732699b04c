//! All sheets side by side, and the one score that comes of them. Shown to the leader once nothing comes in any more, and
//! to the group and the offices once it is reconciled.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;

use super::{labels, line, proof, record, score::ScoreActs};
use crate::{
    i18n::tr,
    inspection::{
        model::ScorerSheet,
        rules::scoring::{self, Entry, EntryForm, Indicator, IndicatorKind},
        visit::{
            model::{Line, ScorePage, Scorer},
            rules::{self, VisitStep, field},
        },
    },
    kernel::{actor::Actor, points::Points},
    page::{ActForm, FormGuard, field_error, form_errors_at},
    ui::{
        Badge, ButtonTone, CheckField, Choice, Column, Facts, HiddenField, Notice, RadioField, Row, SelectField, Sheet,
        Submit, Table, TextField, Tone,
    },
};

/// The comparison, the form of the leader, the result.
pub(super) fn view(page: &ScorePage, actor: &Actor, acts: ScoreActs) -> AnyView {
    let visit = &page.visit;
    let open = rules::may(actor, visit, VisitStep::Reconcile);
    let apart = far_apart(page);
    let content = if open { form(page, acts, &apart) } else { table(page, &apart) };
    view! {
        <div class="stack mt">
            {errors(acts, page)} {recused(page)} {differences(&apart)} {result(page)} {content}
        </div>
    }
    .into_any()
}

/// The codes at which two sheets lie far apart.
fn far_apart(page: &ScorePage) -> BTreeSet<String> {
    let entries = page.visit.sheets.values().filter(|sheet| sheet.submitted).map(|sheet| &sheet.entries);
    rules::unexplained(&page.sheet, &entries.collect::<Vec<_>>())
}

/// That a sheet is of somebody who is recused by now, and what the leader does about it.
fn recused(page: &ScorePage) -> Option<AnyView> {
    let is_recused = |scorer: &&Scorer| page.recused_scorers.contains(&scorer.inspector);
    let names: Vec<String> = page.scorers.iter().filter(is_recused).map(|scorer| scorer.name.clone()).collect();
    (!names.is_empty()).then(|| {
        let names = names.join(&tr!(words.list_comma));
        view! {
            <Notice tone=Tone::Warn title=tr!(visit.sheets_of_recused, names = names)>
                <p>{tr!(visit.sheets_of_recused_text)}</p>
            </Notice>
        }
        .into_any()
    })
}

/// What a scorer is called beside what they entered.
fn called(page: &ScorePage, scorer: &Scorer) -> String {
    let name = scorer.name.clone();
    if page.recused_scorers.contains(&scorer.inspector) { tr!(visit.scorer_recused, name = name) } else { name }
}

fn differences(apart: &BTreeSet<String>) -> AnyView {
    let most = rules::largest_unexplained();
    if apart.is_empty() {
        return view! { <Notice tone=Tone::Good><p>{tr!(visit.no_differences, most = most)}</p></Notice> }.into_any();
    }
    let codes = apart.iter().map(|code| {
        view! {
            <a href=format!("#i-{code}") rel="external">
                {code.clone()}
            </a>
            " "
        }
    });
    let codes = codes.collect::<Vec<_>>();
    let title = match apart.len() {
        1 => tr!(visit.differences_one, most = most),
        count => tr!(visit.differences, count = count, most = most),
    };
    view! {
        <Notice tone=Tone::Warn title>
            <p>{codes}</p>
        </Notice>
    }
    .into_any()
}

fn errors(acts: ScoreActs, page: &ScorePage) -> AnyView {
    let sheet = page.sheet.clone();
    form_errors_at(acts.reconcile, move |field| (field.to_owned(), Some(line::place(&sheet, field).1)))
}

/// The result and how it is computed.
fn result(page: &ScorePage) -> AnyView {
    let Some(result) = &page.visit.result else { return ().into_any() };
    let areas = result.areas.iter().map(|area| {
        let cells = vec![
            labels::area(area.id).into_any(),
            Points(area.earned).to_string().into_any(),
            Points(area.na_max).to_string().into_any(),
            Points(area.max).to_string().into_any(),
            area.score.map_or_else(|| tr!(visit.entry_not_applicable), |score| Points(score).to_string()).into_any(),
        ];
        Row::new(cells)
    });
    let rows = areas.collect::<Vec<_>>();
    let head = vec![
        Column::new("area", tr!(visit.area)),
        Column::numeric("earned", tr!(visit.column_earned)),
        Column::numeric("na", tr!(visit.column_na)),
        Column::numeric("max", tr!(visit.column_max)),
        Column::numeric("score", tr!(visit.column_score)),
    ];
    let sums: Vec<(String, AnyView)> = vec![
        (tr!(visit.score_base), Points(result.base).to_string().into_any()),
        (tr!(visit.score_adjustment), Points(result.adjustment).to_string().into_any()),
        (tr!(visit.score_total), view! { <b>{Points(result.total).to_string()}</b> }.into_any()),
        (tr!(visit.fact_self_check), record::self_check(page.id(), page.self_check.as_ref())),
    ];
    let check = record::how_to_check(&page.visit);
    let note = if page.visit.locked.is_some() { tr!(visit.score_final) } else { tr!(visit.score_not_final) };
    view! {
        <Sheet title=tr!(visit.result) note article=tr!(visit.article_10)>
            <Table caption=tr!(visit.result) head rows tight=true />
            <Facts rows=sums />
            <p class="sm soft">{tr!(visit.how_computed)}</p>
            {check}
        </Sheet>
    }
    .into_any()
}

/// The scorers whose sheets are here, in the order of the group.
fn handed_in(page: &ScorePage) -> Vec<(&Scorer, &ScorerSheet)> {
    let sheet = |scorer: &Scorer| page.visit.sheets.get(scorer.inspector.as_str()).filter(|sheet| sheet.submitted);
    page.scorers.iter().filter_map(|scorer| sheet(scorer).map(|sheet| (scorer, sheet))).collect()
}

/// Every sheet and the reconciled entries, to read.
fn table(page: &ScorePage, apart: &BTreeSet<String>) -> AnyView {
    let sheets = handed_in(page);
    let mut head = vec![Column::new("indicator", tr!(visit.indicator))];
    head.extend(sheets.iter().map(|(scorer, _)| Column::numeric(scorer.inspector.to_string(), called(page, scorer))));
    head.push(Column::numeric("reconciled", tr!(visit.reconciled)));
    head.push(Column::new("reason", tr!(visit.leader_reason)).wide());
    head.extend(proof_columns());
    let firsts = page.sheet.areas.iter().filter_map(|area| Some((area.indicators.first()?.code.as_str(), area.id)));
    let firsts: BTreeMap<&str, i64> = firsts.collect();
    let rows = rules::indicators(&page.sheet).map(|(_, indicator)| {
        let code = &indicator.code;
        let mut cells = vec![name(page, indicator, apart.contains(code))];
        if let Some(area) = firsts.get(code.as_str()) {
            let area = format!("area-{area}");
            cells = vec![view! { <div id=area>{cells}</div> }.into_any()];
        }
        cells.extend(sheets.iter().map(|(_, sheet)| given(indicator, sheet.entries.0.get(code))));
        let reconciled = page.visit.reconciled.as_ref();
        cells.push(given(indicator, reconciled.and_then(|made| made.entries.0.get(code))));
        let reason = reconciled.and_then(|made| made.reasons.get(code)).map(ToString::to_string);
        cells.push(reason.unwrap_or_default().into_any());
        cells.push(grounds(page, &sheets, code));
        cells.push(proof::findings_of(page, code));
        let row = Row::new(cells);
        if apart.contains(code) { row.tone(Tone::Warn) } else { row }
    });
    let rows = rows.collect::<Vec<_>>();
    view! {
        <Sheet title=tr!(visit.all_sheets) flush=true>
            <Table caption=tr!(visit.all_sheets) head rows scroll=true tight=true />
        </Sheet>
    }
    .into_any()
}

/// The heads of what proves an entry and of what came of it.
fn proof_columns() -> [Column; 2] {
    [Column::new("proof", tr!(visit.proof)).wide(), Column::new("findings", tr!(visit.findings)).wide()]
}

/// Why each scorer entered what they did, and what proves it; nothing of whoever gave neither.
fn grounds(page: &ScorePage, sheets: &[(&Scorer, &ScorerSheet)], code: &str) -> AnyView {
    let grounds = sheets.iter().filter_map(|(scorer, sheet)| {
        let reason = sheet.reasons.get(code).map(ToString::to_string);
        let proof = proof::of_entry(page, sheet, code);
        if reason.is_none() && proof.is_none() {
            return None;
        }
        let reason = reason.map(|reason| view! { <p class="sm">{reason}</p> });
        Some(view! {
            <div>
                <b class="sm">{called(page, scorer)}</b>
                {reason}
                {proof}
            </div>
        })
    });
    grounds.collect::<Vec<_>>().into_any()
}

fn name(page: &ScorePage, indicator: &Indicator, apart: bool) -> AnyView {
    let code = indicator.code.clone();
    let text = page.words.get(&code).map(|words| words.text.clone()).unwrap_or_default();
    let mark = apart.then(|| view! { <Badge tone=Tone::Warn text=tr!(visit.apart) /> });
    view! {
        <span id=format!("i-{code}")>{code.clone()} " " {text}</span>
        " "
        {mark}
    }
    .into_any()
}

/// What an entry earns, and what it says.
fn given(indicator: &Indicator, entry: Option<&Entry>) -> AnyView {
    let Some(entry) = entry else { return tr!(visit.not_scored).into_any() };
    let points = scoring::indicator_score(indicator, entry).ok().flatten().map(|points| Points(points).to_string());
    match points {
        Some(points) => view! { {points} " " <small class="dim">{labels::entry(entry)}</small> }.into_any(),
        None => labels::entry(entry).into_any(),
    }
}

/// The leader's form: one card for each indicator with what everybody gave, and the entry that shall hold.
fn form(page: &ScorePage, acts: ScoreActs, apart: &BTreeSet<String>) -> AnyView {
    let action = acts.reconcile;
    let (id, seen) = (page.visit.visit.to_string(), Signal::stored(page.visit.version));
    let areas = page.sheet.areas.iter().map(|area| {
        let lines =
            area.indicators.iter().map(|indicator| card(page, indicator, apart.contains(&indicator.code), acts));
        let lines = lines.collect::<Vec<_>>();
        view! {
            <Sheet title=labels::area(area.id) id=format!("area-{}", area.id) flush=true>
                {lines}
            </Sheet>
        }
    });
    let areas = areas.collect::<Vec<_>>();
    view! {
        <ActForm action class="stack">
            <FormGuard action seen />
            <HiddenField name="visit" value=id />
            <p class="soft">{tr!(visit.reconcile_intro)}</p>
            {areas}
            <div class="acts stick">
                <Submit text=tr!(visit.act_reconcile) tone=ButtonTone::Primary pending=action.pending() />
            </div>
        </ActForm>
    }
    .into_any()
}

fn card(page: &ScorePage, indicator: &Indicator, apart: bool, acts: ScoreActs) -> AnyView {
    let code = indicator.code.clone();
    let line = proposed(page, indicator, apart);
    let givens = handed_in(page).into_iter().map(|(scorer, sheet)| {
        let reason = sheet.reasons.get(&code).map(ToString::to_string).unwrap_or_default();
        let said = view! {
            {given(indicator, sheet.entries.0.get(&code))}
            " "
            <span class="dim sm">{reason}</span>
            {proof::of_entry(page, sheet, &code)}
        };
        (called(page, scorer), said.into_any())
    });
    let rows = givens.collect::<Vec<_>>();
    let findings = proof::findings_of(page, &code);
    let class = if apart { "ind open" } else { "ind" };
    let help = if apart { tr!(visit.reason_needed) } else { String::new() };
    let may_leave_out = page.words.get(&code).is_some_and(|words| words.may_be_not_applicable);
    let leave_out = may_leave_out.then(|| {
        view! {
            <CheckField
                label=tr!(visit.not_applicable)
                name=field(&code, "not_applicable")
                checked=line.not_applicable
            />
        }
    });
    view! {
        <section class=class aria-labelledby=format!("i-{code}")>
            <h3>{name(page, indicator, apart)}</h3>
            <Facts rows />
            {findings}
            <div class="cols half">
                {entry_field(indicator, &line, field_error(acts.reconcile, field(&code, "entry")))}
                <TextField
                    label=tr!(visit.leader_reason)
                    name=field(&code, "reason")
                    value=line.reason.clone()
                    help
                    error=field_error(acts.reconcile, field(&code, "reason"))
                />
            </div>
            {leave_out}
        </section>
    }
    .into_any()
}

/// What stands in the field at first: what was reconciled before, or what all gave. Where they lie far apart nothing
/// stands there, so that the leader decides; where they lie near, the leader's own entry.
fn proposed(page: &ScorePage, indicator: &Indicator, apart: bool) -> Line {
    let code = &indicator.code;
    if let Some(made) = &page.visit.reconciled {
        return made.entries.0.get(code).map(|entry| rules::line_of(entry, made.reasons.get(code))).unwrap_or_default();
    }
    if apart {
        return Line::default();
    }
    let sheets = &page.visit.sheets;
    let own = sheets.get(page.visit.leader.as_str()).filter(|sheet| sheet.submitted);
    let any = own.or_else(|| sheets.values().find(|sheet| sheet.submitted));
    any.and_then(|sheet| sheet.entries.0.get(code)).map(|entry| rules::line_of(entry, None)).unwrap_or_default()
}

fn entry_field(indicator: &Indicator, line: &Line, error: Signal<Option<String>>) -> AnyView {
    let name = field(&indicator.code, "entry");
    let value = line.entry.clone();
    let label = tr!(visit.entry_that_holds);
    match indicator.form() {
        EntryForm::Events => {
            view! { <TextField label name value kind="number" min="0" max="999" unit=tr!(visit.times) error /> }
                .into_any()
        }
        EntryForm::Taken => {
            view! { <TextField label name value kind="number" min="0" step="0.01" help=tr!(visit.how_much) error /> }
                .into_any()
        }
        EntryForm::Value => {
            let values = match &indicator.kind {
                IndicatorKind::Tier { values, .. } => values.clone(),
                IndicatorKind::Deduct { .. }
                | IndicatorKind::Range { .. }
                | IndicatorKind::YesNo { .. }
                | IndicatorKind::Bonus { .. }
                | IndicatorKind::Penalty { .. } => Vec::new(),
            };
            let values =
                values.into_iter().map(|value| Choice::new(Points(value).to_string(), Points(value).to_string()));
            let options = std::iter::once(Choice::new("", tr!(visit.choose))).chain(values).collect::<Vec<_>>();
            view! { <SelectField label name value options error /> }.into_any()
        }
        EntryForm::Yes => {
            let options = vec![Choice::new("yes", tr!(visit.entry_yes)), Choice::new("no", tr!(visit.entry_no))];
            view! { <RadioField label name value options error /> }.into_any()
        }
    }
}

/// One's own sheet after it was handed in, to read.
pub(super) fn own_sheet(page: &ScorePage, own: &ScorerSheet) -> AnyView {
    let mut head = vec![
        Column::new("indicator", tr!(visit.indicator)),
        Column::numeric("entry", tr!(visit.entry)),
        Column::new("reason", tr!(visit.reason)).wide(),
    ];
    head.extend(proof_columns());
    let rows = rules::indicators(&page.sheet).map(|(_, indicator)| {
        let code = &indicator.code;
        let reason = own.reasons.get(code).map(ToString::to_string).unwrap_or_default();
        let entry = given(indicator, own.entries.0.get(code));
        let proof = proof::of_entry(page, own, code).into_any();
        let findings = proof::findings_of(page, code);
        Row::new(vec![name(page, indicator, false), entry, reason.into_any(), proof, findings])
    });
    let rows = rows.collect::<Vec<_>>();
    view! {
        <Sheet title=tr!(visit.own_sheet) flush=true>
            <Table caption=tr!(visit.own_sheet) head rows tight=true />
        </Sheet>
    }
    .into_any()
}
