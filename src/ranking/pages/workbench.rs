//! Other weights, tried beside those in force: a GET form without a script, and by the same rules in the browser at
//! every key where there is one. Nothing that is tried is kept.

use std::sync::Arc;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{crumbs, table};
use crate::{
    i18n::tr,
    kernel::fault::FieldFault,
    page::{Act, ActForm, FormGuard, field_error, form_errors, load, loaded_page, successes},
    ranking::{
        api::{self, Reweigh},
        model::Workbench as Bench,
        round::{Difference, difference, weighted},
        rules::{Component, RankingResult, Rule, compute},
        words,
    },
    ui::{ButtonTone, HiddenField, Light, LightKind, LinkButton, Notice, PageHeader, Sheet, Submit, TextArea, Tone},
    words::fault_text,
};

/// The names of the fields, in the order of the components.
const FIELDS: [&str; 4] = ["inspection", "self_check", "rectification", "public"];

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

/// What the weights in the fields come to: the rule and its ranking, or what is wrong with them.
type Trial = Result<(Rule, RankingResult), Vec<FieldFault>>;

fn trial(bench: &Bench, percents: &[String; 4]) -> Trial {
    let rule = weighted(&bench.rule, std::array::from_fn(|at| percents[at].as_str()))?;
    // Checked weights and inputs that were ranked before always rank.
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
    let query = use_query_map();
    let in_force = FIELDS.into_iter().zip(Component::ALL).map(|(field, component)| {
        let asked = query.with_untracked(|query| query.get(field));
        asked.unwrap_or_else(|| words::percent(bench.rule.weights.of(component)))
    });
    let initial: Vec<String> = in_force.collect();
    let percents =
        RwSignal::new(std::array::from_fn::<String, 4, _>(|at| initial.get(at).cloned().unwrap_or_default()));
    let tried_of = Arc::clone(&bench);
    let tried = Memo::new(move |_| percents.with(|percents| trial(&tried_of, percents)));
    let form = weights_form(&bench, percents, tried);
    let (shown_of, keep_of) = (Arc::clone(&bench), Arc::clone(&bench));
    let places = move || tried.with(|tried| places(&shown_of, tried));
    let keep = bench.may_compute.then(|| keep_form(&keep_of, reweigh, percents));
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

fn weights_form(bench: &Bench, percents: RwSignal<[String; 4]>, tried: Memo<Trial>) -> AnyView {
    let action = format!("/ranking/{}/workbench", bench.season);
    let address = action.clone();
    let fields =
        Component::ALL.into_iter().enumerate().map(|(at, component)| weight_field(bench, percents, at, component));
    let fields = fields.collect_view();
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
                <div class="wset">{fields} <div class="wsum" role="status">{check}</div></div>
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

fn weight_field(bench: &Bench, percents: RwSignal<[String; 4]>, at: usize, component: Component) -> AnyView {
    let field = FIELDS[at];
    let (id, hint) = (format!("f-{field}"), format!("f-{field}-help"));
    let value = percents.with_untracked(|percents| percents[at].clone());
    let in_force = tr!(ranking.in_force_percent, percent = words::percent(bench.rule.weights.of(component)));
    view! {
        <div class="wrow">
            <label for=id.clone()>{words::component(component)}</label>
            <span class="with-unit">
                <input
                    class="in num"
                    id=id
                    name=field
                    value=value
                    inputmode="decimal"
                    autocomplete="off"
                    aria-describedby=hint.clone()
                    on:input=move |typed| percents.update(|percents| percents[at] = event_target_value(&typed))
                />
                {tr!(ranking.percent_sign)}
            </span>
            <span class="dim xs" id=hint>{in_force}</span>
        </div>
    }
    .into_any()
}

/// Whether the weights can be used, and what is wrong with them.
fn check(tried: &Trial) -> AnyView {
    match tried {
        Ok(_) => view! { <Light light=LightKind::Green text=tr!(ranking.sum_right) /> }.into_any(),
        Err(faults) => {
            let sentence = |fault: &FieldFault| match fault.field.as_str() {
                "weights" => tr!(ranking.sum_wrong),
                field => {
                    let at = FIELDS.iter().position(|known| *known == field).unwrap_or_default();
                    let (label, sentence) = (words::component(Component::ALL[at]), fault_text(&fault.fault));
                    tr!(ui.label_and_sentence, label = label, sentence = sentence)
                }
            };
            let sentences = faults.iter().map(|fault| {
                view! { <Light light=LightKind::Red text=sentence(fault) /> }
            });
            sentences.collect_view().into_any()
        }
    }
}

/// What the other weights change, in four figures.
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
    let table = table::compared(&bench.result, &bench.names, &bench.rule.weights, result, &rule.weights);
    view! {
        <Sheet title=tr!(ranking.places) note=tr!(ranking.places_note) article=tr!(ui.article_12) flush=true>
            {table}
        </Sheet>
    }
    .into_any()
}

/// Having the ranking computed by these weights, with a reason. Without a script it takes those of the address.
fn keep_form(bench: &Bench, action: Act<Reweigh>, percents: RwSignal<[String; 4]>) -> AnyView {
    let (season, seen) = (bench.season.to_string(), Signal::stored(bench.seen));
    let fields = FIELDS.into_iter().enumerate().map(|(at, field)| {
        view! { <input type="hidden" name=field value=move || percents.with(|percents| percents[at].clone()) /> }
    });
    let fields = fields.collect_view();
    let mut labels: Vec<(&'static str, String)> =
        FIELDS.into_iter().zip(Component::ALL.map(words::component)).collect();
    labels.push(("because", tr!(ranking.because)));
    labels.push(("weights", tr!(ranking.weights)));
    view! {
        <Sheet title=tr!(ranking.reweigh_title) note=tr!(ranking.reweigh_note)>
            <ActForm action class="stack" keeps_nothing=true>
                <FormGuard action seen />
                <HiddenField name="season" value=season />
                {fields}
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
            </ActForm>
        </Sheet>
    }
    .into_any()
}
