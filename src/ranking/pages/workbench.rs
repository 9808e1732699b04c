//! Another rule, tried beside the one in force: a GET form without a script, and by the same rules in the browser at
//! every key where there is one. Nothing that is tried is kept.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::{
    hooks::{use_params_map, use_query_map},
    params::ParamsMap,
};

use super::{crumbs, table};
use crate::{
    i18n::tr,
    kernel::fault::FieldFault,
    page::{Act, BriefForm, FormGuard, Title, field_error, form_errors, load, loaded_page, successes},
    ranking::{
        api::{self, Reweigh},
        model::Workbench as Bench,
        round::{Difference, GRADE_FIELDS, RuleFields, difference, edited, fields_of, short},
        rules::{Component, RankingResult, Rule, compute},
        words,
    },
    ui::{ButtonTone, HiddenField, Light, LightKind, LinkButton, Notice, PageHeader, Sheet, Submit, TextArea, Tone},
    words::fault_text,
};

/// The field of the components without which a unit is not ranked.
const REQUIRED: &str = "required[]";

/// The workbench of a season.
#[component]
pub fn WorkbenchPage() -> impl IntoView {
    let params = use_params_map();
    let season = Memo::new(move |_| params.read().get("season").unwrap_or_default());
    let reweigh = Act::<Reweigh>::new();
    let done = successes([reweigh.into()]);
    let bench = load(move || (season.get(), done.get()), |(season, _)| api::workbench(season));
    view! {
        <Title text=tr!(ranking.workbench) />
        {loaded_page(bench, move |bench| view! { <Tried bench=Arc::new(bench) reweigh /> }.into_any())}
    }
}

/// What the fields come to: the rule and its ranking, or what is wrong with them.
type Trial = Result<(Rule, RankingResult), Vec<FieldFault>>;

fn trial(bench: &Bench, fields: &RuleFields) -> Trial {
    let rule = edited(&bench.rule, fields)?;
    // A checked rule and inputs that were ranked before always rank.
    let result = compute(&bench.inputs, &rule).map_err(|_| Vec::new())?;
    Ok((rule, result))
}

#[component]
fn Tried(bench: Arc<Bench>, reweigh: Act<Reweigh>) -> impl IntoView {
    let season = bench.season.to_string();
    let way = crumbs(vec![
        (tr!(ranking.title), Some("/ranking".to_owned())),
        (tr!(ranking.season_title, season = season.clone()), Some(format!("/ranking/{season}"))),
        (tr!(ranking.workbench), None),
    ]);
    let fields = RwSignal::new(use_query_map().with_untracked(|query| asked(query, fields_of(&bench.rule))));
    let tried_of = Arc::clone(&bench);
    let tried = Memo::new(move |_| fields.with(|fields| trial(&tried_of, fields)));
    let form = rule_form(&bench, fields, tried);
    let (shown_of, keep_of) = (Arc::clone(&bench), Arc::clone(&bench));
    let places = move || tried.with(|tried| places(&shown_of, tried));
    let keep = bench.may_compute.then(|| keep_form(&keep_of, reweigh, fields));
    view! {
        <PageHeader
            title=tr!(ranking.workbench_title, season = season.clone())
            turn=tr!(ranking.workbench_turn)
            crumbs=way
            crumbs_label=tr!(ui.breadcrumbs)
        >
            <LinkButton href=format!("/ranking/{season}") text=tr!(ranking.back_to_ranking) />
        </PageHeader>
        <div class="stack mt">{form} {places} {keep}</div>
    }
}

/// What the address asks for, where it asks; else what is in force. A box that is not ticked says nothing, so that those
/// of a form are known by its other fields.
fn asked(query: &ParamsMap, in_force: RuleFields) -> RuleFields {
    let or = |field: &str, in_force: String| query.get(field).unwrap_or(in_force);
    let RuleFields { mut percents, required, mut grades } = in_force;
    for (percent, component) in percents.iter_mut().zip(Component::ALL) {
        *percent = or(component.key(), std::mem::take(percent));
    }
    for (from, field) in grades.iter_mut().zip(GRADE_FIELDS) {
        *from = or(field, std::mem::take(from));
    }
    let is_sent = query.get(GRADE_FIELDS[0]).is_some();
    let ticked = query.get_all(REQUIRED).unwrap_or_default();
    let is_ticked = |component: &Component| ticked.iter().any(|code| code == component.key());
    let required = if is_sent { Component::ALL.into_iter().filter(is_ticked).collect() } else { required };
    RuleFields { percents, required, grades }
}

fn rule_form(bench: &Bench, fields: RwSignal<RuleFields>, tried: Memo<Trial>) -> AnyView {
    let action = format!("/ranking/{}/workbench", bench.season);
    let address = action.clone();
    let weights = weight_fields(bench, fields);
    let grades = grade_fields(bench, fields);
    let required = required_boxes(fields);
    let check = move || tried.with(check);
    let in_force = bench.result.clone();
    let names = bench.names.clone();
    let gist = move || {
        tried.with(|tried| tried.as_ref().ok().map(|(_, result)| gist(&difference(&in_force, result), &names, result)))
    };
    view! {
        <form class="what-if sheet" method="get" action=address aria-labelledby="h-what-if">
            <header>
                <h2 id="h-what-if">{tr!(ranking.try_weights)}</h2>
                <p>{tr!(ranking.try_note)}</p>
            </header>
            <div class="body wgrid">
                <div class="stack">
                    <div class="wset">{weights} <div class="wsum" role="status">{check}</div></div>
                    <div class="wset">{grades} {required}</div>
                </div>
                <div class="acts">
                    <Submit text=tr!(ranking.try_again) tone=ButtonTone::Primary />
                    <LinkButton href=action text=tr!(ranking.restore) tone=ButtonTone::Quiet external=true />
                </div>
                {gist}
            </div>
        </form>
    }
    .into_any()
}

fn weight_fields(bench: &Bench, fields: RwSignal<RuleFields>) -> Vec<AnyView> {
    let field = |(at, component): (usize, Component)| {
        let in_force = tr!(ranking.in_force_percent, percent = short(bench.rule.weights.of(component)));
        let value = fields.with_untracked(|fields| fields.percents[at].clone());
        let set = move |typed: String| fields.update(|fields| fields.percents[at] = typed);
        number(component.key(), words::component(component), value, tr!(ranking.percent_sign), in_force, set)
    };
    Component::ALL.into_iter().enumerate().map(field).collect()
}

/// From how many points each grade is given, but for the last, which begins at 0.
fn grade_fields(bench: &Bench, fields: RwSignal<RuleFields>) -> Vec<AnyView> {
    let in_force = fields_of(&bench.rule).grades;
    let field = |(at, (code, from)): (usize, (&'static str, String))| {
        let in_force = tr!(ranking.in_force_points, points = from);
        let value = fields.with_untracked(|fields| fields.grades[at].clone());
        let set = move |typed: String| fields.update(|fields| fields.grades[at] = typed);
        number(code, tr!(ranking.grade_begins, grade = words::grade(code)), value, tr!(ranking.points), in_force, set)
    };
    GRADE_FIELDS.into_iter().zip(in_force).enumerate().map(field).collect()
}

/// A number with its unit, and under it the one in force.
fn number(
    field: &'static str,
    label: String,
    value: String,
    unit: String,
    in_force: String,
    set: impl Fn(String) + 'static,
) -> AnyView {
    let (id, hint) = (format!("f-{field}"), format!("f-{field}-help"));
    view! {
        <div class="wrow">
            <label for=id.clone()>{label}</label>
            <span class="with-unit">
                <input
                    class="in num"
                    id=id
                    name=field
                    value=value
                    inputmode="decimal"
                    autocomplete="off"
                    aria-describedby=hint.clone()
                    on:input=move |typed| set(event_target_value(&typed))
                />
                {unit}
            </span>
            <span class="dim xs" id=hint>{in_force}</span>
        </div>
    }
    .into_any()
}

/// The components without which a unit is not ranked.
fn required_boxes(fields: RwSignal<RuleFields>) -> AnyView {
    let box_of = |component: Component| {
        let checked = fields.with_untracked(|fields| fields.required.contains(&component));
        let set = move |ticked: bool| {
            fields.update(|fields| {
                fields.required.retain(|known| *known != component);
                fields.required.extend(ticked.then_some(component));
            });
        };
        view! {
            <label>
                <input
                    type="checkbox"
                    name=REQUIRED
                    value=component.key()
                    checked=checked
                    on:change=move |ticked| set(event_target_checked(&ticked))
                />
                {words::component(component)}
            </label>
        }
    };
    let boxes = Component::ALL.map(box_of).collect_view();
    view! {
        <fieldset class="wneed">
            <legend>{tr!(ranking.required)}</legend>
            {boxes}
        </fieldset>
    }
    .into_any()
}

/// Whether the rule can be used, and what is wrong with it.
fn check(tried: &Trial) -> AnyView {
    match tried {
        Ok(_) => view! { <Light light=LightKind::Green text=tr!(ranking.sum_right) /> }.into_any(),
        Err(faults) => {
            let sentence = |fault: &FieldFault| match fault.field.as_str() {
                "weights" => tr!(ranking.sum_wrong),
                field => tr!(ui.label_and_sentence, label = label(field), sentence = fault_text(&fault.fault)),
            };
            let sentences = faults.iter().map(|fault| {
                view! { <Light light=LightKind::Red text=sentence(fault) /> }
            });
            sentences.collect_view().into_any()
        }
    }
}

/// What a field is called.
fn label(field: &str) -> String {
    let component = Component::ALL.into_iter().find(|component| component.key() == field);
    component.map_or_else(|| tr!(ranking.grade_begins, grade = words::grade(field)), words::component)
}

/// What the other rule changes, in five figures.
fn gist(difference: &Difference, names: &std::collections::BTreeMap<String, String>, tried: &RankingResult) -> AnyView {
    let name = |code: &String| names.get(code).cloned().unwrap_or_else(|| code.clone());
    let furthest = match &difference.furthest {
        Some((code, from, to)) => tr!(ranking.furthest, unit = name(code), from = *from, to = *to),
        None => tr!(ranking.none),
    };
    let into_ten: Vec<String> = difference.into_ten.iter().map(name).collect();
    let into_ten = if into_ten.is_empty() { tr!(ranking.none) } else { into_ten.join(&tr!(words.list_comma)) };
    let fact = |name: String, value: String| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{value}</dd>
            </div>
        }
    };
    view! {
        <dl class="wres">
            {fact(
                tr!(ranking.moved),
                tr!(ranking.count_of_units, count = difference.moved, units = tried.results.len()),
            )} {fact(tr!(ranking.moved_furthest), furthest)} {fact(tr!(ranking.into_ten), into_ten)}
            {fact(
                tr!(ranking.in_or_out),
                tr!(ranking.count_of_units, count = difference.in_or_out, units = names.len()),
            )}
            {fact(
                tr!(ranking.regraded),
                tr!(ranking.count_of_units, count = difference.regraded, units = tried.results.len()),
            )}
        </dl>
    }
    .into_any()
}

fn places(bench: &Bench, tried: &Trial) -> AnyView {
    let Ok((rule, result)) = tried else {
        return view! {
            <Notice tone=Tone::Warn>
                <p>{tr!(ranking.weights_first)}</p>
            </Notice>
        }
        .into_any();
    };
    let table = table::compared(&bench.names, (&bench.rule, &bench.result), (rule, result));
    view! {
        <Sheet title=tr!(ranking.places) note=tr!(ranking.places_note) article=tr!(ui.article_12) flush=true>
            {table}
        </Sheet>
    }
    .into_any()
}

/// Having the ranking computed by this rule, with a reason. Without a script it takes what the address has.
fn keep_form(bench: &Bench, action: Act<Reweigh>, fields: RwSignal<RuleFields>) -> AnyView {
    let (season, seen) = (bench.season.to_string(), Signal::stored(bench.seen));
    let weights = Component::ALL.into_iter().enumerate().map(|(at, component)| {
        let value = move || fields.with(|fields| fields.percents[at].clone());
        view! { <input type="hidden" name=component.key() value=value /> }.into_any()
    });
    let grades = GRADE_FIELDS.into_iter().enumerate().map(|(at, field)| {
        let value = move || fields.with(|fields| fields.grades[at].clone());
        view! { <input type="hidden" name=field value=value /> }.into_any()
    });
    let needed = Component::ALL.map(|component| {
        // What is disabled is not sent.
        let spared = move || !fields.with(|fields| fields.required.contains(&component));
        view! { <input type="hidden" name=REQUIRED value=component.key() disabled=spared /> }.into_any()
    });
    let hidden = weights.chain(grades).chain(needed).collect_view();
    let names = Component::ALL.map(Component::key).into_iter().chain(GRADE_FIELDS);
    let mut labels: Vec<(&'static str, String)> = names.map(|field| (field, label(field))).collect();
    labels.push(("because", tr!(ranking.because)));
    labels.push(("weights", tr!(ranking.weights)));
    view! {
        <Sheet title=tr!(ranking.reweigh_title) note=tr!(ranking.reweigh_note)>
            <BriefForm action class="stack">
                <FormGuard action seen />
                <HiddenField name="season" value=season />
                {hidden}
                {form_errors(action, labels)}
                <TextArea
                    label=tr!(ranking.because)
                    name="because"
                    help=tr!(ranking.reweigh_help)
                    required=true
                    maxlength=2000
                    error=field_error(action, "because")
                />
                <Submit text=tr!(ranking.reweigh) tone=ButtonTone::Secondary pending=action.pending() />
            </BriefForm>
        </Sheet>
    }
    .into_any()
}
