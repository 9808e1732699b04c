//! The record page of a plan: whose turn it is, the next step, the facts, the groups, the visits, the story.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{super::label, course, groups, next, story, visits, withdrawn};
use crate::{
    error::AppError,
    i18n::tr,
    inspection::{
        model::{Plan, PlanState, VisitState},
        plan::{
            api::{
                self, AddGroup, ApprovePlan, CancelPlan, ClosePlan, ExtendPlan, RecordTraining, Redraw, RemoveGroup,
                ReportPlan, ReturnPlan, SendChosenNotices, SendNotices,
            },
            model::{CalendarFilter, PlanPage},
            rules::size_text,
        },
    },
    kernel::{actor::Actor, ids::PlanId},
    page::{Act, Title, home_crumb, load, loaded_page, successes, unlisted_years, use_session},
    ui::{Badge, Crumb, Facts, LinkButton, PageHeader, Sheet, Step, StepState, Stepper},
    words,
};

/// Everything that can be done on this page.
#[derive(Clone, Copy)]
pub(super) struct Acts {
    pub(super) approve: Act<ApprovePlan>,
    pub(super) return_draft: Act<ReturnPlan>,
    pub(super) train: Act<RecordTraining>,
    pub(super) add_group: Act<AddGroup>,
    pub(super) remove_group: Act<RemoveGroup>,
    pub(super) redraw: Act<Redraw>,
    pub(super) notify: Act<SendNotices>,
    pub(super) notify_chosen: Act<SendChosenNotices>,
    pub(super) report: Act<ReportPlan>,
    pub(super) close: Act<ClosePlan>,
    pub(super) extend: Act<ExtendPlan>,
    pub(super) cancel: Act<CancelPlan>,
}

impl Acts {
    fn new() -> Self {
        Self {
            approve: Act::new(),
            return_draft: Act::new(),
            train: Act::new(),
            add_group: Act::new(),
            remove_group: Act::new(),
            redraw: Act::new(),
            notify: Act::new(),
            notify_chosen: Act::new(),
            report: Act::new(),
            close: Act::new(),
            extend: Act::new(),
            cancel: Act::new(),
        }
    }

    /// Counts what was done on the page, so that it is loaded anew.
    fn done(self) -> Memo<u32> {
        successes([
            self.approve.into(),
            self.return_draft.into(),
            self.train.into(),
            self.add_group.into(),
            self.remove_group.into(),
            self.redraw.into(),
            self.notify.into(),
            self.notify_chosen.into(),
            self.report.into(),
            self.close.into(),
            self.extend.into(),
            self.cancel.into(),
        ])
    }
}

/// A plan.
#[component]
pub fn PlanRecordPage() -> impl IntoView {
    let actor = use_session().actor;
    let acts = Acts::new();
    let (params, query, done) = (use_params_map(), use_query_map(), acts.done());
    let asked = move || {
        let plan = params.with(|params| PlanId::parse(params.get("plan").unwrap_or_default()).ok());
        (plan, query.with(|query| query.get("sort").unwrap_or_default()), done.get())
    };
    let plan = load(asked, |(plan, sort, _)| async move {
        match plan {
            Some(plan) => api::plan(plan, sort.clone()).await.map(|page| (sort, page)),
            None => Err(AppError::NotFound),
        }
    });
    loaded_page(plan, move |(sort, page)| record(page, &sort, &actor, acts))
}

fn record(page: PlanPage, sort: &str, actor: &Actor, acts: Acts) -> AnyView {
    let title = page.plan.title.to_string();
    let header = header(&page, actor);
    let steps = steps(&page.plan);
    let (course, story) = (course::section(&page), story::section(&page));
    let years = unlisted_years(&page.unlisted_years);
    let main = (years, visits::section(&page, sort, actor, acts), course, groups::section(&page, actor, acts), story);
    let side = (next::section(&page, actor, acts), facts(&page), proof(), next::grave(&page, actor, acts));
    view! {
        <Title text=title />
        {header}
        <Sheet class="steps-sheet">{steps}</Sheet>
        <div class="cols side mt">
            <div class="stack">{main}</div>
            <div class="stack rec-side">{side}</div>
        </div>
    }
    .into_any()
}

fn header(page: &PlanPage, actor: &Actor) -> AnyView {
    let plan = &page.plan;
    let crumbs = vec![
        home_crumb(),
        Crumb { text: tr!(inspection.plans), href: Some("/plans".to_owned()) },
        Crumb { text: plan.plan.to_string(), href: None },
    ];
    let badge = view! { <Badge tone=label::plan_tone(plan.state) text=label::plan_state(plan.state) /> }.into_any();
    let turn = next::turn(page, actor);
    let calendar = on_calendar(page).map(|href| {
        view! { <LinkButton href text=tr!(inspection.to_calendar) icon="calendar" /> }
    });
    view! {
        <PageHeader title=plan.title.to_string() turn crumbs crumbs_label=tr!(ui.breadcrumbs) badge>
            {calendar}
        </PageHeader>
    }
    .into_any()
}

/// The calendar of the plan, at the next visit that is to be held, or at the last one.
fn on_calendar(page: &PlanPage) -> Option<String> {
    // The list may be in another order than that of the days.
    let ahead = page.visits.iter().filter(|visit| visit.state < VisitState::OnSite).map(|visit| visit.date).min();
    let day = ahead.or_else(|| page.visits.iter().map(|visit| visit.date).max())?;
    Some(CalendarFilter { plan: Some(page.plan.plan.clone()), ..CalendarFilter::default() }.address(Some((day, day))))
}

fn steps(plan: &Plan) -> AnyView {
    let order = [
        PlanState::Draft,
        PlanState::Approved,
        PlanState::Drawn,
        PlanState::Running,
        PlanState::Reported,
        PlanState::Closed,
    ];
    // A cancelled plan stands where it was given up.
    let reached = match plan.state {
        PlanState::Cancelled if plan.draw.is_some() => PlanState::Drawn,
        PlanState::Cancelled if plan.approved.is_some() => PlanState::Approved,
        PlanState::Cancelled => PlanState::Draft,
        PlanState::Draft
        | PlanState::Approved
        | PlanState::Drawn
        | PlanState::Running
        | PlanState::Reported
        | PlanState::Closed => plan.state,
    };
    let steps = order.map(|state| Step {
        text: label::plan_state(state),
        state: match (plan.state, state.cmp(&reached)) {
            (PlanState::Cancelled, std::cmp::Ordering::Equal) => StepState::Faulty,
            (PlanState::Closed, _) | (_, std::cmp::Ordering::Less) => StepState::Done,
            (_, std::cmp::Ordering::Equal) => StepState::Current,
            (_, std::cmp::Ordering::Greater) => StepState::Todo,
        },
        href: None,
    });
    view! { <Stepper steps=steps.to_vec() label=tr!(inspection.steps) /> }.into_any()
}

fn facts(page: &PlanPage) -> AnyView {
    let plan = &page.plan;
    let areas = label::listed(plan.areas.iter().map(|area| words::area(*area)));
    let sizes = page.eligible.iter().map(|(kind, eligible)| {
        let size = plan.sizes.get(kind.code()).map(|size| size_text(*size)).unwrap_or_default();
        let kind = words::unit_kind(*kind);
        view! { <div>{tr!(inspection.size_line, kind = kind, eligible = *eligible, size = size)}</div> }
    });
    let standard = tr!(inspection.fact_standard_value, edition = plan.edition);
    let mut rows = vec![
        (tr!(inspection.fact_plan), plan.plan.to_string().into_any()),
        (tr!(inspection.field_season), plan.season.to_string().into_any()),
        (tr!(inspection.fact_kind), label::plan_kind(plan.kind).into_any()),
        (tr!(inspection.fact_span), tr!(inspection.span, from = plan.from, to = plan.to).into_any()),
        (tr!(inspection.fact_areas), areas.into_any()),
        (tr!(inspection.fact_sizes), sizes.collect_view().into_any()),
        (tr!(inspection.fact_standard), standard.into_any()),
        (tr!(inspection.fact_basis), plan.basis.to_string().into_any()),
        (tr!(inspection.fact_scope), plan.scope.to_string().into_any()),
        (tr!(inspection.fact_procedure), plan.procedure.to_string().into_any()),
    ];
    if let Some((count, units)) = withdrawn(page) {
        let withdrawn = tr!(inspection.units_withdrawn, count = count, units = units);
        rows.push((tr!(inspection.fact_withdrawn), withdrawn.into_any()));
    }
    view! {
        <Sheet title=tr!(inspection.facts) article=tr!(inspection.article_9_1)>
            <Facts rows />
        </Sheet>
    }
    .into_any()
}

fn proof() -> AnyView {
    view! {
        <Sheet title=tr!(inspection.proof)>
            <p class="sm">{tr!(inspection.proof_plan)}</p>
        </Sheet>
    }
    .into_any()
}
