//! The draw before the room: three moments, and below each how to check it.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{super::label, next::labels_of_reason, plan_form};
use crate::{
    error::AppError,
    i18n::tr,
    inspection::{
        plan::{
            api::{self, PrepareDraw, RunDraw, WithdrawCommitment},
            model::DrawPage,
        },
        rules::draw::{self, DrawRecord, Verdict},
    },
    kernel::{ids::PlanId, unit_kind::UnitKind},
    page::{Act, Title, field_error, load, loaded_page, successes},
    ui::{ButtonTone, Icon, LinkButton, Submit, TextArea, TextField},
    words,
};

#[derive(Clone, Copy)]
struct Acts {
    prepare: Act<PrepareDraw>,
    withdraw: Act<WithdrawCommitment>,
    run: Act<RunDraw>,
}

/// The draw of a plan, in a page of its own without the frame: a room reads it.
#[component]
pub fn DrawCeremonyPage() -> impl IntoView {
    let acts = Acts { prepare: Act::new(), withdraw: Act::new(), run: Act::new() };
    let params = use_params_map();
    let done = successes([acts.prepare.into(), acts.withdraw.into(), acts.run.into()]);
    let asked = move || (params.with(|params| PlanId::parse(params.get("plan").unwrap_or_default()).ok()), done.get());
    let page = load(asked, |(plan, _)| async move {
        match plan {
            Some(plan) => api::draw_page(plan).await,
            None => Err(AppError::NotFound),
        }
    });
    view! {
        <Title text=tr!(inspection.draw) />
        {loaded_page(page, move |page| stage(page, acts))}
    }
}

fn stage(page: DrawPage, acts: Acts) -> AnyView {
    let units: usize = page.strata.iter().map(|(_, units, _)| units).sum();
    let drawn: usize = page.strata.iter().map(|(_, _, drawn)| drawn).sum();
    let (top, foot) = (top(&page), foot(&page, units));
    let moments = (commitment(&page, acts), witness(&page, acts));
    let result = result(&page);
    view! {
        <div class="stage" data-theme="dark">
            {top}
            <main id="main" tabindex="-1">
                <h1>{tr!(inspection.draw_headline, units = words::units(units), drawn = drawn)}</h1>
                <ol class="moments">{moments}</ol>
                {result}
            </main>
            {foot}
        </div>
    }
    .into_any()
}

fn top(page: &DrawPage) -> AnyView {
    let district = page.district.clone();
    let plan = tr!(inspection.draw_plan, plan = page.plan.to_string(), title = page.title.to_string());
    let back = format!("/plans/{}", page.plan);
    view! {
        <header class="stage-top">
            <div>
                <b class="serif">{tr!(ui.brand)}</b>
                <span>{district} " " {tr!(inspection.draw_kicker)}</span>
            </div>
            <p>{plan}</p>
            <LinkButton href=back text=tr!(inspection.draw_leave) />
        </header>
    }
    .into_any()
}

fn foot(page: &DrawPage, units: usize) -> AnyView {
    let parts =
        page.strata.iter().map(|(kind, units, _)| tr!(inspection.part, kind = words::unit_kind(*kind), count = *units));
    let roster = tr!(inspection.roster_line, units = words::units(units), parts = label::listed(parts));
    let download = page.record.is_some().then(|| {
        let href = format!("/plans/{}/draw/record.json", page.plan);
        view! { <a href=href rel="external" download="">{tr!(inspection.download_record)}</a> }
    });
    view! {
        <footer class="stage-foot">
            <span>{roster}</span>
            <span>{tr!(inspection.algorithm)}</span>
            <span>{tr!(inspection.redraw_rule)}</span>
            {download}
        </footer>
    }
    .into_any()
}

/// The head of a moment: its number, its name, and when it was or what came of it.
fn head(number: u8, title: String, note: String) -> AnyView {
    view! {
        <div class="m-h">
            <span class="m-n">{number}</span>
            <h2>{title}</h2>
            {(!note.is_empty()).then(|| view! { <p>{note}</p> })}
        </div>
    }
    .into_any()
}

/// How the moment can be checked.
fn check(sentence: AnyView) -> AnyView {
    view! {
        <p class="m-check">
            <Icon name="shield" />
            <span>
                <b>{tr!(inspection.proof)}</b>
                {sentence}
            </span>
        </p>
    }
    .into_any()
}

/// A hash in groups of eight, as a person reads it out.
fn in_groups(hash: &str) -> String {
    let digits: Vec<char> = hash.chars().collect();
    digits.chunks(8).map(|part| part.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

fn commitment(page: &DrawPage, acts: Acts) -> AnyView {
    let published = page.record.as_ref().map(|record| record.commitment.clone()).or_else(|| page.commitment.clone());
    let at = page.prepared.as_ref().map(|prepared| words::instant(prepared.signed.at));
    let time = at.map(|at| tr!(inspection.published_at, at = at)).unwrap_or_default();
    let head = head(1, tr!(inspection.moment_commitment), time);
    let class = published.is_some().then_some("done");
    let body = match published {
        Some(hash) => view! {
            <p class="m-say">{tr!(inspection.commitment_say)}</p>
            <p class="hexes code">{in_groups(&hash)}</p>
        }
        .into_any(),
        None => view! { <p class="m-say">{tr!(inspection.commitment_none)}</p> }.into_any(),
    };
    let prepare = page.may_prepare.then(|| {
        let button = view! { <Submit text=tr!(inspection.prepare) icon="key" pending=acts.prepare.pending() /> };
        let labels = vec![("groups", tr!(inspection.groups)), ("sizes", tr!(inspection.sizes_title))];
        plan_form(acts.prepare.into(), &page.plan, page.version, labels, ().into_any(), button.into_any())
    });
    let withdraw = page.may_withdraw.then(|| withdraw(page, acts));
    let check = check(tr!(inspection.commitment_check).into_any());
    view! { <li class=class>{head} {body} {prepare} {withdraw} {check}</li> }.into_any()
}

fn withdraw(page: &DrawPage, acts: Acts) -> AnyView {
    let action = acts.withdraw;
    let error = field_error(action, "reason");
    let fields = view! {
        <p class="sm">{tr!(inspection.withdraw_text)}</p>
        <TextArea label=tr!(inspection.reason) name="reason" rows=2 error required=true />
    };
    let button = view! { <Submit text=tr!(inspection.withdraw) tone=ButtonTone::Secondary pending=action.pending() /> };
    let form =
        plan_form(action.into(), &page.plan, page.version, labels_of_reason(), fields.into_any(), button.into_any());
    view! {
        <details class="acc">
            <summary>{tr!(inspection.withdraw)}</summary>
            {form}
        </details>
    }
    .into_any()
}

fn witness(page: &DrawPage, acts: Acts) -> AnyView {
    let at = page.run.as_ref().map(|run| words::instant(run.signed.at));
    let time = at.map(|at| tr!(inspection.witnessed_at, at = at)).unwrap_or_default();
    let head = head(2, tr!(inspection.moment_witness), time);
    let class = page.record.is_some().then_some("done");
    let body = match (&page.record, &page.run) {
        (Some(record), run) => {
            let who = run.as_ref().map(|run| run.witnesses.to_string()).unwrap_or_default();
            let check = check(tr!(inspection.witness_check, witness = record.witness.clone()).into_any());
            let said = record.witness.clone();
            view! {
                <p class="m-say">{who}</p>
                <p class="hexes code">{said}</p>
                {check}
            }
            .into_any()
        }
        (None, _) if page.may_run => run_form(page, acts),
        (None, _) => view! { <p class="m-say">{tr!(inspection.witness_none)}</p> }.into_any(),
    };
    view! { <li class=class>{head} {body}</li> }.into_any()
}

fn run_form(page: &DrawPage, acts: Acts) -> AnyView {
    let action = acts.run;
    let (witness, witnesses) = (field_error(action, "witness"), field_error(action, "witnesses"));
    let fields = view! {
        <p class="m-say">{tr!(inspection.witness_say)}</p>
        <TextField
            label=tr!(inspection.witness_text)
            name="witness"
            help=tr!(inspection.witness_help)
            autocomplete="off"
            error=witness
            required=true
        />
        <TextField label=tr!(inspection.witnesses) name="witnesses" error=witnesses required=true />
    };
    let labels = vec![("witness", tr!(inspection.witness_text)), ("witnesses", tr!(inspection.witnesses))];
    let button = view! { <Submit text=tr!(inspection.run) icon="dice" pending=action.pending() /> };
    plan_form(action.into(), &page.plan, page.version, labels, fields.into_any(), button.into_any())
}

fn result(page: &DrawPage) -> AnyView {
    let content = match &page.record {
        Some(record) => outcome(page, record),
        None => view! { <p class="m-say">{tr!(inspection.result_none)}</p> }.into_any(),
    };
    let time = page.record.as_ref().map(|record| {
        let units = words::units(record.assignment.len());
        match record.groups.len() {
            1 => tr!(inspection.result_at_one, units = units),
            groups => tr!(inspection.result_at, units = units, groups = groups),
        }
    });
    let head = head(3, tr!(inspection.moment_result), time.unwrap_or_default());
    let earlier = earlier(page);
    view! { <section class="result" aria-label=tr!(inspection.moment_result)>{head} {content} {earlier}</section> }
        .into_any()
}

fn outcome(page: &DrawPage, record: &DrawRecord) -> AnyView {
    let strata = page.strata.iter().map(|(kind, units, drawn)| stratum(page, record, *kind, *units, *drawn));
    let strata = strata.collect::<Vec<_>>();
    let unassigned = (!record.unassigned.is_empty()).then(|| {
        let units = label::listed(record.unassigned.iter().map(|code| name(&page.names, code)));
        view! { <p>{tr!(inspection.unassigned, units = units)}</p> }
    });
    let secret = record.secret.clone();
    let recomputed = view! { <Recomputed record=record.clone() /> };
    let check = check(
        view! {
            {tr!(inspection.result_check)}
            " "
            {tr!(inspection.secret_is)}
            <span class="code hash">{secret}</span>
            " "
            {recomputed}
        }
        .into_any(),
    );
    view! {
        <div class="strata">{strata}</div>
        {unassigned}
        {check}
    }
    .into_any()
}

fn name(names: &BTreeMap<String, String>, code: &str) -> String {
    names.get(code).cloned().unwrap_or_else(|| code.to_owned())
}

fn stratum(page: &DrawPage, record: &DrawRecord, kind: UnitKind, units: usize, drawn: usize) -> AnyView {
    let group = |code: &str| {
        let assignment = record.assignment.iter().find(|one| one.unit == code);
        assignment.map(|one| label::group(one.group)).unwrap_or_default()
    };
    let rows = record.drawn.get(kind.code()).into_iter().flatten().map(|code| {
        view! { <li><b>{name(&page.names, code)}</b><span>{group(code)}</span></li> }
    });
    let rows = rows.collect_view();
    let substitutes = record.substitutes.get(kind.code()).filter(|codes| !codes.is_empty()).map(|codes| {
        let units = label::listed(codes.iter().map(|code| name(&page.names, code)));
        view! { <p>{tr!(inspection.substitutes, units = units)}</p> }
    });
    view! {
        <section>
            <h3>
                {words::unit_kind(kind)}
                <small>{tr!(inspection.stratum, units = units, drawn = drawn)}</small>
            </h3>
            <ol>{rows}</ol>
            {substitutes}
        </section>
    }
    .into_any()
}

/// Recomputes the record by the rule that the server ran. The first sentence is the server's; once the browser's half
/// of the program is awake it computes anew, and says so.
#[component]
fn Recomputed(record: DrawRecord) -> impl IntoView {
    let server = draw::verify(&record);
    let here = RwSignal::new(None::<Verdict>);
    Effect::new(move || here.set(Some(draw::verify(&record))));
    let result = server.clone();
    let fails = move || here.with(|here| !here.as_ref().unwrap_or(&result).valid);
    let sentence = move || {
        let (verdict, holds) = match here.get() {
            Some(verdict) => (verdict, tr!(inspection.verified_here)),
            None => (server.clone(), tr!(inspection.verified_server)),
        };
        if verdict.valid {
            return holds;
        }
        let reasons = verdict.reasons.iter().map(label::mismatch);
        tr!(inspection.verified_not, reasons = label::clauses(reasons))
    };
    view! {
        <strong aria-live="polite" class:fails=fails>
            {sentence}
        </strong>
    }
}

fn earlier(page: &DrawPage) -> Option<AnyView> {
    if page.earlier.is_empty() {
        return None;
    }
    let draws = page.earlier.iter().zip(1_usize..).map(|(draw, number)| {
        let (reason, name) = (draw.reason.to_string(), draw.replaced.name.clone());
        let at = words::instant(draw.replaced.at);
        let text = tr!(inspection.earlier_draw, number = number, reason = reason, name = name, at = at);
        let href = format!("/plans/{}/draw/record.json?earlier={number}", page.plan);
        view! {
            <li>
                <span>{text}</span>
                <a href=href rel="external" download="">{tr!(inspection.download_record)}</a>
            </li>
        }
    });
    let draws = draws.collect_view();
    Some(
        view! {
            <section>
                <h3>{tr!(inspection.earlier_draws)}</h3>
                <ol>{draws}</ol>
            </section>
        }
        .into_any(),
    )
}
