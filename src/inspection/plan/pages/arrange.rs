//! The page on which a unit gets its group and day: what stands against it is explained before anything is saved.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::{super::label, conflict_badges, foremost_form, next::labels_of_reason, plan_form};
use crate::{
    error::AppError,
    i18n::tr,
    inspection::plan::{
        api::{self, ArrangeVisit, SubstituteUnit},
        model::{ArrangePage, CalendarFilter, GroupChoice},
    },
    kernel::ids::{PlanId, UnitCode},
    page::{Act, Title, field_error, home_crumb, load, loaded_page, successes},
    ui::{
        Badge, ButtonTone, Choice, Column, Crumb, HiddenField, LinkButton, Notice, PageHeader, Row, SelectField, Sheet,
        Submit, Table, TextArea, TextField, Tone,
    },
    words,
};

/// A unit of a plan: its group and its day.
#[component]
pub fn ArrangeVisitPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let (arrange, substitute) = (Act::<ArrangeVisit>::new(), Act::<SubstituteUnit>::new());
    let done = successes([arrange.into()]);
    let asked = move || {
        let param = |name: &str| params.with(|params| params.get(name).unwrap_or_default());
        let given = |name: &str| query.with(|query| query.get(name).unwrap_or_default());
        let record = PlanId::parse(param("plan")).ok().zip(UnitCode::parse(param("unit")).ok());
        (record, given("group"), given("date"), done.get())
    };
    let page = load(asked, |(record, group, date, _)| async move {
        match record {
            Some((plan, unit)) => api::arrange_page(plan, unit, group, date).await,
            None => Err(AppError::NotFound),
        }
    });
    loaded_page(page, move |page| content(page, arrange, substitute))
}

fn content(page: ArrangePage, arrange: Act<ArrangeVisit>, substitute: Act<SubstituteUnit>) -> AnyView {
    let title = tr!(inspection.arrange_title, unit = page.unit.name.to_string());
    let crumbs = vec![
        home_crumb(),
        Crumb { text: tr!(inspection.plans), href: Some("/plans".to_owned()) },
        Crumb { text: page.plan.to_string(), href: Some(format!("/plans/{}", page.plan)) },
        Crumb { text: page.unit.name.to_string(), href: None },
    ];
    let main = if page.may_arrange {
        (ask_form(&page), verdict(&page, arrange), table(&page)).into_any()
    } else {
        view! { <Notice tone=Tone::Info><p>{tr!(inspection.not_movable)}</p></Notice> }.into_any()
    };
    let calendar = on_calendar(&page).map(|href| {
        view! { <LinkButton href text=tr!(inspection.to_calendar) icon="calendar" /> }
    });
    let side = (now(&page), page.may_substitute.then(|| substitute_form(&page, substitute)));
    view! {
        <Title text=title.clone() />
        <PageHeader title turn=tr!(inspection.arrange_turn) crumbs crumbs_label=tr!(ui.breadcrumbs)>
            {calendar}
        </PageHeader>
        <div class="cols side">
            <div class="stack">{main}</div>
            <div class="stack">{side}</div>
        </div>
    }
    .into_any()
}

/// The calendar of the plan at the day that is asked about, or at that of the visit.
fn on_calendar(page: &ArrangePage) -> Option<String> {
    let day = page.asked.1.or(page.visit.as_ref().map(|visit| visit.date))?;
    Some(CalendarFilter { plan: Some(page.plan.clone()), ..CalendarFilter::default() }.address(Some((day, day))))
}

fn now(page: &ArrangePage) -> AnyView {
    let arranged = match &page.visit {
        Some(visit) => {
            let text = tr!(inspection.arranged, group = visit.group, date = visit.date);
            let badge = view! { <Badge tone=label::visit_tone(visit.state) text=label::visit_state(visit.state) /> };
            let conflicts = conflict_badges(visit);
            view! { <p>{text} " " {badge} " " {conflicts}</p> }.into_any()
        }
        None => view! { <p class="soft">{tr!(inspection.not_arranged)}</p> }.into_any(),
    };
    view! { <Sheet title=tr!(inspection.now_arranged)>{arranged}</Sheet> }.into_any()
}

/// Asks about a group and a day; nothing is changed by it, so it is a plain GET.
fn ask_form(page: &ArrangePage) -> AnyView {
    let (group, date) = page.asked;
    let options = page.groups.iter().map(|choice| {
        Choice::new(choice.number.to_string(), format!("{} {}", label::group(choice.number), choice.leader))
    });
    let options = options.collect::<Vec<_>>();
    let group = group.map(|group| group.to_string()).unwrap_or_default();
    let date = date.map(|date| date.to_string()).unwrap_or_default();
    let (first, last) = (page.span.0.to_string(), page.span.1.to_string());
    let action = format!("/plans/{}/units/{}", page.plan, page.unit.code);
    view! {
        <Sheet title=tr!(inspection.arrange)>
            <form method="get" action=action class="stack">
                <div class="fgrid">
                    <SelectField label=tr!(inspection.field_group) name="group" options value=group />
                    <TextField
                        label=tr!(inspection.field_date)
                        name="date"
                        kind="date"
                        value=date
                        min=first
                        max=last
                        required=true
                    />
                </div>
                <div class="acts">
                    <Submit text=tr!(inspection.check_conflicts) tone=ButtonTone::Secondary icon="calendar" />
                </div>
            </form>
        </Sheet>
    }
    .into_any()
}

/// What stands against the group and the day that were asked about, or the button that saves them.
fn verdict(page: &ArrangePage, action: Act<ArrangeVisit>) -> AnyView {
    let (Some(group), Some(date)) = page.asked else { return ().into_any() };
    let settled = page.visit.as_ref().is_some_and(|visit| (visit.group, visit.date) == (group, date));
    if !page.faults.is_empty() && !settled {
        let faults = page.faults.iter().map(|fault| view! { <li>{words::fault_text(&fault.fault)}</li> });
        let faults = faults.collect_view();
        return view! {
            <Notice tone=Tone::Stop title=tr!(inspection.conflicts_title)>
                <ul>{faults}</ul>
                <p>{tr!(inspection.conflicts_help)}</p>
            </Notice>
        }
        .into_any();
    }
    if settled { ().into_any() } else { save_form(page, action, group, date.to_string()) }
}

fn save_form(page: &ArrangePage, action: Act<ArrangeVisit>, group: i64, date: String) -> AnyView {
    let error = field_error(action, "reason");
    let reason = page.needs_reason.then(|| {
        view! {
            <TextArea
                label=tr!(inspection.reason)
                name="reason"
                id="f-reason"
                help=tr!(inspection.reason_help)
                error
                required=true
            />
        }
    });
    let follows = if page.replaces_notice { tr!(inspection.fits_replaces) } else { tr!(inspection.fits_new) };
    let fields = view! {
        <HiddenField name="unit" value=page.unit.code.to_string() />
        <HiddenField name="group" value=group.to_string() />
        <HiddenField name="date" value=date.clone() />
        <p class="sm">{follows}</p>
        {reason}
    };
    let labels = vec![
        ("group", tr!(inspection.field_group)),
        ("date", tr!(inspection.field_date)),
        ("reason", tr!(inspection.reason)),
    ];
    let button = view! { <Submit text=tr!(inspection.save_arrangement) icon="check" pending=action.pending() /> };
    let form = foremost_form(action.into(), &page.plan, page.version, labels, fields.into_any(), button.into_any());
    view! { <Sheet title=tr!(inspection.fits_title, group = group, date = date) class="next">{form}</Sheet> }.into_any()
}

fn table(page: &ArrangePage) -> AnyView {
    let head = vec![
        Column::new("group", tr!(inspection.column_group)),
        Column::new("may", tr!(inspection.column_state)),
        Column::new("free", tr!(inspection.free_days)).wide(),
    ];
    let names = BTreeMap::from([(page.unit.code.to_string(), page.unit.name.to_string())]);
    let rows = page.groups.iter().map(|choice| row(page, choice, &names)).collect::<Vec<_>>();
    view! {
        <Sheet title=tr!(inspection.groups_and_days) article=tr!(inspection.article_14) flush=true>
            <Table caption=tr!(inspection.groups_and_days) head rows />
        </Sheet>
    }
    .into_any()
}

fn row(page: &ArrangePage, choice: &GroupChoice, names: &BTreeMap<String, String>) -> Row {
    let group = format!("{} {}", label::group(choice.number), choice.leader);
    if !choice.recusals.is_empty() {
        let lines = choice.recusals.iter().map(|line| view! { <li>{label::recusal(line, names)}</li> });
        let lines = lines.collect_view();
        let badge = view! { <Badge tone=Tone::Stop text=tr!(inspection.may_not_go) /> };
        return Row::new(vec![group.into_any(), badge.into_any(), view! { <ul class="sm">{lines}</ul> }.into_any()]);
    }
    let days = choice.free.iter().map(|date| {
        let href = format!("/plans/{}/units/{}?group={}&date={date}", page.plan, page.unit.code, choice.number);
        view! { <LinkButton href text=date.to_string() tone=ButtonTone::Quiet small=true /> }
    });
    let free = if choice.free.is_empty() {
        tr!(inspection.no_free_days).into_any()
    } else {
        let days = days.collect_view();
        view! { <div class="rowf">{days}</div> }.into_any()
    };
    let badge = view! { <Badge tone=Tone::Good text=tr!(inspection.may_go) /> };
    Row::new(vec![group.into_any(), badge.into_any(), free])
}

/// The unit makes room for the next substitute, or for nobody where none is left.
fn substitute_form(page: &ArrangePage, action: Act<SubstituteUnit>) -> AnyView {
    let (title, text, act) = match &page.substitute {
        Some(unit) => (
            tr!(inspection.substitute_title),
            tr!(inspection.substitute_text, unit = unit.name.to_string()),
            tr!(inspection.substitute),
        ),
        None => {
            (tr!(inspection.unit_withdraw_title), tr!(inspection.unit_withdraw_text), tr!(inspection.unit_withdraw))
        }
    };
    let error = field_error(action, "reason");
    let fields = view! {
        <HiddenField name="unit" value=page.unit.code.to_string() />
        <p class="sm">{text}</p>
        <TextArea label=tr!(inspection.reason) name="reason" id="f-reason-substitute" error required=true />
    };
    let button = view! { <Submit text=act.clone() tone=ButtonTone::Danger pending=action.pending() /> };
    let form = plan_form(
        action.into(),
        &page.plan,
        page.plan_version,
        labels_of_reason(),
        fields.into_any(),
        button.into_any(),
    );
    view! {
        <Sheet title article=tr!(inspection.article_7)>
            <details class="acc">
                <summary>{act}</summary>
                {form}
            </details>
        </Sheet>
    }
    .into_any()
}
