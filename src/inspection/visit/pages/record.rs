//! The record page of a visit: left what happened and what was found, right whose turn it is and the facts.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{calendar_crumb, feedback, findings, labels, next, steps, story};
use crate::{
    error::AppError,
    i18n::tr,
    inspection::{
        model::{Visit, VisitState},
        visit::{
            api::{
                self, Acknowledge, AddGoodPractice, Answer, AppointLeader, CloseEntry, GiveFeedback, KeepFinding, Lock,
                Receive, RecordStep, RemoveFinding, RemoveGoodPractice, Start,
            },
            model::{SignedCheck, VisitPage},
            rules::{self, Gap},
        },
    },
    kernel::{
        actor::Actor,
        ids::VisitId,
        permit::{Action, Subject, allows},
        points::Points,
        unit_kind::UnitKind,
    },
    page::{
        Act, Title, Uploads, error_view, home_crumb, load, loaded_page, moment_of_day, moment_text, successes,
        unit_link, unlisted_years, use_session,
    },
    ui::{Badge, Crumb, Facts, Moment, PageHeader, Sheet, Step, StepState, Stepper, Timeline, Tone},
    words,
};

/// Every act of the page. They live as long as the page, so that what one refused stays said when another succeeds.
#[derive(Clone, Copy)]
pub(super) struct Acts {
    pub receive: Act<Receive>,
    pub start: Act<Start>,
    pub appoint: Act<AppointLeader>,
    pub record: Act<RecordStep>,
    pub close_entry: Act<CloseEntry>,
    pub keep_finding: Act<KeepFinding>,
    pub remove_finding: Act<RemoveFinding>,
    pub add_practice: Act<AddGoodPractice>,
    pub remove_practice: Act<RemoveGoodPractice>,
    pub give_feedback: Act<GiveFeedback>,
    pub acknowledge: Act<Acknowledge>,
    pub lock: Act<Lock>,
    pub answer: Act<Answer>,
}

impl Acts {
    fn new() -> Self {
        Self {
            receive: Act::new(),
            start: Act::new(),
            appoint: Act::new(),
            record: Act::new(),
            close_entry: Act::new(),
            keep_finding: Act::new(),
            remove_finding: Act::new(),
            add_practice: Act::new(),
            remove_practice: Act::new(),
            give_feedback: Act::new(),
            acknowledge: Act::new(),
            lock: Act::new(),
            answer: Act::new(),
        }
    }

    /// Counts what was done on the page, so that it is loaded anew.
    fn done(self) -> Memo<u32> {
        successes([
            self.receive.into(),
            self.start.into(),
            self.appoint.into(),
            self.record.into(),
            self.close_entry.into(),
            self.keep_finding.into(),
            self.remove_finding.into(),
            self.add_practice.into(),
            self.remove_practice.into(),
            self.give_feedback.into(),
            self.acknowledge.into(),
            self.lock.into(),
            self.answer.into(),
        ])
    }
}

/// The place in the page of the story.
const STORY: &str = "story";

/// What the address chooses: the step whose record is written, the finding that is changed.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Chosen {
    pub step: Option<String>,
    pub finding: Option<u32>,
    pub indicator: Option<String>,
}

/// `/visits/{id}`
#[component]
pub fn VisitRecordPage() -> impl IntoView {
    let (actor, acts) = (use_session().actor, Acts::new());
    let (params, query) = (use_params_map(), use_query_map());
    let id = move || params.with(|params| params.get("id")).and_then(|id| VisitId::parse(id).ok());
    let (done, uploads) = (acts.done(), Uploads::provide());
    let page = load(
        move || (id(), done.get(), uploads.done()),
        |(id, ..)| async move {
            match id {
                Some(id) => api::visit(id).await,
                None => Err(AppError::NotFound),
            }
        },
    );
    let chosen = Memo::new(move |_| {
        query.with(|query| Chosen {
            step: query.get("step"),
            finding: query.get("finding").and_then(|number| number.parse().ok()),
            indicator: query.get("indicator"),
        })
    });
    loaded_page(page, move |page| {
        let actor = actor.clone();
        view! { {move || record(&page, &actor, acts, &chosen.get())} }.into_any()
    })
}

fn record(page: &VisitPage, actor: &Actor, acts: Acts, chosen: &Chosen) -> AnyView {
    let visit = &page.visit;
    if visit.version == 0 {
        return error_view(AppError::NotFound);
    }
    let title = tr!(visit.record_title, unit = visit.unit_name.to_string());
    let actor = &rules::acting(actor, page.recused.is_some());
    // Drawn before the view: what stands in a component is kept as long as the page, and must not borrow.
    let left = vec![
        unlisted_years(&page.unlisted_years),
        steps::panel(page, actor, acts, chosen),
        feedback::oral_sheet(page, actor, acts),
        findings::findings_sheet(page, actor, acts, chosen),
        findings::practices_sheet(page, actor, acts),
        score_sheet(page),
        feedback::written_sheet(page, actor, acts),
        story_sheet(page),
    ];
    let right = vec![next::sheet(page, actor, acts), facts_sheet(page, actor), notice_sheet(page)];
    let (steps, notes) = (procedure(page, actor), notes(page));
    view! {
        <Title text=title.clone() />
        {header(page, actor, title)}
        <Sheet class="steps-sheet">
            <Stepper steps notes label=tr!(visit.procedure) />
        </Sheet>
        <div class="cols side mt">
            <div class="stack">{left}</div>
            <div class="stack rec-side">{right}</div>
        </div>
    }
    .into_any()
}

fn story_sheet(page: &VisitPage) -> AnyView {
    let events = story::events(page);
    view! {
        <Sheet title=tr!(visit.story) note=tr!(visit.story_note) id=STORY>
            <Timeline events label=tr!(visit.story) />
        </Sheet>
    }
    .into_any()
}

/// The story stands below everything else of the visit: a link to it, where anything was done.
fn story_fact(page: &VisitPage) -> Option<(String, AnyView)> {
    let text = match story::events(page).len() {
        0 => return None,
        1 => tr!(visit.story_see_one),
        count => tr!(visit.story_see, count = count),
    };
    let link = view! {
        <a href=format!("#{STORY}") rel="external">
            {text}
        </a>
    };
    Some((tr!(visit.story), link.into_any()))
}

fn header(page: &VisitPage, actor: &Actor, title: String) -> AnyView {
    let visit = &page.visit;
    let (text, tone) =
        if visit.withdrawn.is_some() { (tr!(visit.state_withdrawn), Tone::Stop) } else { labels::state(visit.state) };
    let contested = visit.is_contested().then(|| view! { <Badge text=tr!(visit.contested) tone=Tone::Warn /> });
    let badge = view! { <Badge text tone /> {contested} }.into_any();
    let crumbs = vec![
        home_crumb(),
        calendar_crumb(&visit.plan, visit.group, visit.date),
        Crumb { text: tr!(visit.crumb, unit = visit.unit_name.to_string(), date = visit.date), href: None },
    ];
    let turn = next::turn(page, actor);
    view! { <PageHeader title turn crumbs badge crumbs_label=tr!(ui.breadcrumbs) /> }.into_any()
}

/// The six steps of Art. 9 and the score, with where each stands.
fn procedure(page: &VisitPage, actor: &Actor) -> Vec<Step> {
    let visit = &page.visit;
    let reached = |state: VisitState| visit.state >= state;
    let stand = |done: bool, now: bool| match (done, now) {
        (true, _) => StepState::Done,
        (false, true) => StepState::Current,
        (false, false) => StepState::Todo,
    };
    let missing = rules::missing_steps(visit);
    // The unit does not see the records, so for it the steps on site are one stretch of time.
    let recorded = |gap: &Gap| {
        let done = if actor.role.is_of_unit() { reached(VisitState::FedBack) } else { !missing.contains(gap) };
        done && reached(VisitState::OnSite)
    };
    let all = Gap::all();
    let (talks, materials) = all.split_at(4);
    let on_site = visit.state == VisitState::OnSite;
    let report = talks.iter().take(1).all(&recorded);
    let heard = talks.iter().skip(1).all(&recorded);
    let read = materials.iter().all(&recorded);
    let link = |code: &str| (on_site && !actor.role.is_of_unit()).then(|| format!("?step={code}#record"));
    let step = |text: String, state, href| Step { text, state, href };
    vec![
        step(tr!(visit.step_notice), stand(reached(VisitState::Received), !reached(VisitState::Received)), None),
        step(tr!(visit.step_report_hearing), stand(report, on_site && !report), link("report_hearing")),
        step(tr!(visit.step_talks), stand(heard, on_site && report && !heard), link("symposium")),
        step(tr!(visit.step_document_review), stand(read, on_site && report && heard && !read), link("study_records")),
        step(
            tr!(visit.step_oral_feedback),
            stand(reached(VisitState::FedBack), on_site && report && heard && read),
            None,
        ),
        step(tr!(visit.step_scoring), stand(reached(VisitState::Locked), reached(VisitState::FedBack)), None),
    ]
}

fn notes(page: &VisitPage) -> Vec<String> {
    let visit = &page.visit;
    let signed = visit.receipt.as_ref().map(|receipt| tr!(visit.note_received, at = words::instant(receipt.at)));
    let sent = visit.notice.as_ref().map(|notice| tr!(visit.note_sent, at = words::instant(notice.sent.at)));
    let feedback = visit.oral_feedback.as_ref().map(|feedback| words::instant(feedback.given.at));
    let locked = visit.locked.as_ref().map(|locked| tr!(visit.note_locked, at = words::instant(locked.at)));
    let count = |from: usize, to: usize| {
        let gaps = Gap::all();
        let filled = gaps[from..to].iter().filter(|gap| visit.steps.iter().any(|record| gap.is_filled_by(record)));
        let of = to - from;
        if visit.steps.is_empty() { String::new() } else { tr!(visit.note_of, done = filled.count(), of = of) }
    };
    vec![
        signed.or(sent).unwrap_or_default(),
        count(0, 1),
        count(1, 4),
        count(4, 10),
        feedback.unwrap_or_default(),
        locked.unwrap_or_default(),
    ]
}

fn facts_sheet(page: &VisitPage, actor: &Actor) -> AnyView {
    let visit = &page.visit;
    let mut rows: Vec<(String, AnyView)> = vec![
        (tr!(visit.fact_unit), unit_link(visit.unit.as_str(), &visit.unit_name)),
        (tr!(visit.fact_kind), kind(visit.unit_kind).into_any()),
        (tr!(visit.fact_date), view! { <Moment when=moment_of_day(visit.date) /> }.into_any()),
        (tr!(visit.fact_group), group(page, actor)),
        (tr!(visit.fact_leader), leader(page).into_any()),
        (tr!(visit.fact_plan), plan_link(page, actor)),
        (tr!(visit.fact_self_check), self_check(&visit.visit, page.self_check.as_ref())),
        (tr!(visit.fact_findings), visit.findings.len().to_string().into_any()),
    ];
    if let Some(result) = visit.result.as_ref().filter(|_| visit.state >= VisitState::Locked) {
        rows.push((tr!(visit.fact_total), view! { <b>{Points(result.total).to_string()}</b> }.into_any()));
    }
    rows.extend(story_fact(page));
    view! {
        <Sheet title=tr!(visit.facts) article=tr!(visit.article_9)>
            <Facts rows />
        </Sheet>
    }
    .into_any()
}

/// The group by the names of its people; for whoever reads the roster, each leads to their page in it.
fn group(page: &VisitPage, actor: &Actor) -> AnyView {
    let (visit, comma) = (&page.visit, tr!(words.list_comma));
    let named = |names: String| tr!(visit.group_named, number = visit.group, names = names);
    if !allows(actor, Action::ReadUnits, Subject::DISTRICT) {
        return named(page.group.join(&comma)).into_any();
    }
    let people = visit.inspectors.iter().zip(&page.group).enumerate().map(|(place, (one, name))| {
        let comma = (place > 0).then(|| comma.clone());
        view! {
            {comma}
            <a href=format!("/inspectors/{one}")>{name.clone()}</a>
        }
    });
    view! { {named(String::new())} {people.collect_view()} }.into_any()
}

/// Who leads, and where the office appointed them, since when.
fn leader(page: &VisitPage) -> String {
    let name = page.name_of(&page.visit.leader);
    match page.visit.leader_changes.last() {
        Some(change) => tr!(visit.leader_since, name = name, at = moment_text(change.signed.at)),
        None => name,
    }
}

fn kind(kind: UnitKind) -> String {
    words::unit_kind(kind)
}

/// The plan's name, as a link for whoever may read plans.
fn plan_link(page: &VisitPage, actor: &Actor) -> AnyView {
    let plan = page.visit.plan.to_string();
    let title = page.notice.as_ref().map_or_else(|| plan.clone(), |notice| notice.title.to_string());
    if allows(actor, Action::ReadPlan, Subject::DISTRICT) {
        view! { <a href=format!("/plans/{plan}")>{title}</a> }.into_any()
    } else {
        title.into_any()
    }
}

/// The unit's signed self-check, by its score and its day.
pub(super) fn self_check(visit: &VisitId, signed: Option<&SignedCheck>) -> AnyView {
    let Some(signed) = signed else { return tr!(visit.no_self_check).into_any() };
    let score = signed.self_score.map(|score| tr!(visit.self_check_score, score = score));
    let on = signed.submitted_on.map(|on| tr!(visit.self_check_on, on = on));
    let text = score.into_iter().chain(on).collect::<Vec<_>>().join(&tr!(words.list_comma));
    view! { <a href=format!("/visits/{visit}/self-check")>{text}</a> }.into_any()
}

/// What the notice tells the unit: basis, scope, content, procedure.
fn notice_sheet(page: &VisitPage) -> AnyView {
    let (Some(text), Some(sent)) = (&page.notice, &page.visit.notice) else { return ().into_any() };
    let areas = text.areas.iter().map(|area| words::area(*area)).collect::<Vec<_>>().join(&tr!(words.list_comma));
    let (address, open) =
        (format!("/visits/{}/notice", page.visit.visit), tr!(visit.notice_open, number = sent.number.to_string()));
    let as_sent = view! { <a href=address>{open}</a> };
    let mut rows: Vec<(String, AnyView)> = vec![
        (tr!(visit.notice_number), as_sent.into_any()),
        (tr!(visit.notice_date), view! { <Moment when=moment_of_day(sent.date) /> }.into_any()),
        (tr!(visit.notice_basis), text.basis.to_string().into_any()),
        (tr!(visit.notice_scope), text.scope.to_string().into_any()),
        (tr!(visit.notice_content), areas.into_any()),
        (tr!(visit.notice_procedure), text.procedure.to_string().into_any()),
    ];
    // The unit has it in its hands with the leader of its day.
    if let Some(named) = sent.inspectors.first().filter(|named| **named != page.visit.leader) {
        let (name, now) = (page.name_of(named), leader(page));
        let text = tr!(visit.notice_names, name = name, leader = now);
        rows.push((tr!(visit.fact_leader), text.into_any()));
    }
    view! {
        <Sheet title=tr!(visit.notice) article=tr!(visit.article_9_2) id="notice">
            <Facts rows />
        </Sheet>
    }
    .into_any()
}

/// The score, as far as the person sees one, and how it can be checked.
fn score_sheet(page: &VisitPage) -> AnyView {
    let visit = &page.visit;
    let Some(result) = &visit.result else { return ().into_any() };
    let areas = result.areas.iter().map(|area| {
        let score = area.score.map_or_else(|| tr!(visit.entry_not_applicable), |score| Points(score).to_string());
        let of = tr!(visit.score_of, score = score, max = Points(area.max));
        (labels::area(area.id), of.into_any())
    });
    let mut rows: Vec<(String, AnyView)> = areas.collect();
    rows.push((tr!(visit.score_base), Points(result.base).to_string().into_any()));
    rows.push((tr!(visit.score_adjustment), Points(result.adjustment).to_string().into_any()));
    rows.push((tr!(visit.score_total), view! { <b>{Points(result.total).to_string()}</b> }.into_any()));
    let note = if visit.locked.is_some() { tr!(visit.score_final) } else { tr!(visit.score_not_final) };
    let check = how_to_check(visit);
    view! {
        <Sheet title=tr!(visit.score) note article=tr!(visit.article_10) id="score">
            <Facts rows />
            {check}
        </Sheet>
    }
    .into_any()
}

/// 怎样核对: the two files and the command by which another program recomputes the total.
pub(super) fn how_to_check(visit: &Visit) -> AnyView {
    let id = visit.visit.to_string();
    view! {
        <details class="acc">
            <summary>
                <crate::ui::Icon name="right" />
                {tr!(visit.how_to_check)}
            </summary>
            <p class="sm soft">{tr!(visit.how_to_check_text)}</p>
            <p class="sm">
                <a href=format!("/visits/{id}/sheet.json") rel="external">
                    {tr!(visit.sheet_file)}
                </a>
                " "
                <a href=format!("/visits/{id}/entries.json") rel="external">
                    {tr!(visit.entries_file)}
                </a>
            </p>
            <p class="code xs hash">"zeqing score compute --sheet sheet.json --entries entries.json"</p>
        </details>
    }
    .into_any()
}
