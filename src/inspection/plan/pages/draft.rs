//! The form of a draft: for a new plan, and for one that is not approved yet.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::super::label;
use crate::{
    i18n::tr,
    inspection::{
        model::{Plan, PlanKind},
        plan::{
            api::{self, DraftPlan, EditPlan},
            model::DraftPage,
            rules::{kind_code, size_text},
        },
    },
    kernel::{
        ids::PlanId,
        unit_kind::{Area, UnitKind},
    },
    page::{Act, ActForm, FormGuard, Title, field_error, form_errors, home_crumb, load, loaded_page},
    ui::{
        ButtonTone, CheckGroup, Choice, Crumb, EmptyState, HiddenField, LinkButton, PageHeader, RadioField, Sheet,
        Submit, TextArea, TextField,
    },
    words,
};

/// A new plan.
#[component]
pub fn NewPlanPage() -> impl IntoView {
    let draft = load(|| (), |()| api::draft_page(None));
    let action = Act::<DraftPlan>::new();
    view! {
        <Title text=tr!(inspection.draft_title) />
        {header(tr!(inspection.draft_title))}
        {loaded_page(draft.as_form().below_head(), move |page| new_form(page, action))}
    }
}

/// A draft that is edited.
#[component]
pub fn EditPlanPage() -> impl IntoView {
    let params = use_params_map();
    let asked = move || params.with(|params| PlanId::parse(params.get("plan").unwrap_or_default()).ok());
    let draft = load(asked, api::draft_page);
    let action = Act::<EditPlan>::new();
    view! {
        <Title text=tr!(inspection.edit_title) />
        {header(tr!(inspection.edit_title))}
        {loaded_page(draft.as_form().below_head(), move |page| edit_form(page, action))}
    }
}

fn header(title: String) -> AnyView {
    let crumbs = vec![
        home_crumb(),
        Crumb { text: tr!(inspection.plans), href: Some("/plans".to_owned()) },
        Crumb { text: title.clone(), href: None },
    ];
    view! { <PageHeader title turn=tr!(inspection.draft_turn) crumbs crumbs_label=tr!(ui.breadcrumbs) /> }.into_any()
}

fn new_form(page: DraftPage, action: Act<DraftPlan>) -> AnyView {
    if page.standard.is_none() {
        return no_standard();
    }
    let labels = labels();
    let fields = fields(&page, &|name| field_error(action, name));
    view! {
        <ActForm action class="stack" says_kept=true>
            <FormGuard action />
            {form_errors(action, labels)}
            {fields}
            <div class="acts">
                <Submit text=tr!(inspection.save_draft) tone=ButtonTone::Primary pending=action.pending() />
            </div>
        </ActForm>
    }
    .into_any()
}

fn edit_form(page: DraftPage, action: Act<EditPlan>) -> AnyView {
    let Some((id, version)) = page.plan.as_ref().map(|plan| (plan.plan.to_string(), plan.version)) else {
        return no_standard();
    };
    let labels = labels();
    let fields = fields(&page, &|name| field_error(action, name));
    view! {
        <ActForm action class="stack" says_kept=true>
            <FormGuard action seen=Signal::stored(version) />
            {form_errors(action, labels)}
            <HiddenField name="plan" value=id />
            {fields}
            <div class="acts">
                <Submit text=tr!(inspection.save_draft) tone=ButtonTone::Primary pending=action.pending() />
            </div>
        </ActForm>
    }
    .into_any()
}

fn no_standard() -> AnyView {
    view! {
        <EmptyState title=tr!(inspection.no_standard) text=tr!(inspection.no_standard_text)>
            <LinkButton href="/templates" text=tr!(inspection.to_templates) tone=ButtonTone::Primary />
        </EmptyState>
    }
    .into_any()
}

fn labels() -> Vec<(&'static str, String)> {
    let mut labels = vec![
        ("form[kind]", tr!(inspection.field_kind)),
        ("form[title]", tr!(inspection.field_title)),
        ("form[basis]", tr!(inspection.field_basis)),
        ("form[scope]", tr!(inspection.field_scope)),
        ("form[areas]", tr!(inspection.field_areas)),
        ("form[procedure]", tr!(inspection.field_procedure)),
        ("form[from]", tr!(inspection.field_from)),
        ("form[to]", tr!(inspection.field_to)),
        ("form[season]", tr!(inspection.field_season)),
    ];
    labels.extend(UnitKind::ALL.map(|kind| (size_field(kind), words::unit_kind(kind))));
    labels
}

const fn size_field(kind: UnitKind) -> &'static str {
    match kind {
        UnitKind::Subdistrict => "form[sizes][subdistrict]",
        UnitKind::Department => "form[sizes][department]",
        UnitKind::VerticalAgency => "form[sizes][vertical_agency]",
        UnitKind::AuthorisedOrganisation => "form[sizes][authorised_organisation]",
    }
}

fn fields(page: &DraftPage, error: &dyn Fn(&'static str) -> Signal<Option<String>>) -> AnyView {
    let standard = page
        .standard
        .clone()
        .map(|(title, edition)| tr!(inspection.standard_used, title = title.to_string(), edition = edition));
    let plan = page.plan.as_ref();
    view! {
        {words_of(plan, error)}
        {sizes(page, error)}
        {days(page, error)}
        <p class="dim sm">{standard}</p>
    }
    .into_any()
}

fn words_of(plan: Option<&Plan>, error: &dyn Fn(&'static str) -> Signal<Option<String>>) -> AnyView {
    let kinds = [PlanKind::SpotCheck, PlanKind::Census];
    let kinds = kinds.map(|kind| Choice::new(kind_code(kind), label::plan_kind(kind))).to_vec();
    let kind = kind_code(plan.map_or(PlanKind::SpotCheck, |plan| plan.kind));
    let areas = Area::ALL.map(|area| Choice::new(area.number().to_string(), words::area(area))).to_vec();
    let looked_at = plan.map_or_else(|| Area::ALL.to_vec(), |plan| plan.areas.clone());
    let looked_at = looked_at.iter().map(|area| area.number().to_string()).collect::<Vec<_>>();
    let title = plan.map(|plan| plan.title.to_string()).unwrap_or_default();
    let basis = plan.map_or_else(|| tr!(inspection.default_basis), |plan| plan.basis.to_string());
    let scope = plan.map_or_else(|| tr!(inspection.default_scope), |plan| plan.scope.to_string());
    let procedure = plan.map_or_else(|| tr!(inspection.default_procedure), |plan| plan.procedure.to_string());
    let (kind_error, title_error, basis_error) = (error("form[kind]"), error("form[title]"), error("form[basis]"));
    let (scope_error, areas_error) = (error("form[scope]"), error("form[areas]"));
    let procedure_error = error("form[procedure]");
    view! {
        <Sheet title=tr!(inspection.facts) article=tr!(inspection.article_9_1)>
            <div class="stack">
                <RadioField label=tr!(inspection.field_kind) name="form[kind]" options=kinds value=kind error=kind_error />
                <TextField label=tr!(inspection.field_title) name="form[title]" value=title error=title_error required=true />
                <TextArea
                    label=tr!(inspection.field_basis)
                    name="form[basis]"
                    value=basis
                    help=tr!(inspection.field_basis_help)
                    error=basis_error
                    required=true
                />
                <TextArea
                    label=tr!(inspection.field_scope)
                    name="form[scope]"
                    value=scope
                    help=tr!(inspection.field_scope_help)
                    error=scope_error
                    required=true
                />
                <CheckGroup
                    legend=tr!(inspection.field_areas)
                    name="form[areas][]"
                    id="f-form-areas-"
                    options=areas
                    values=looked_at
                    help=tr!(inspection.field_areas_help)
                    error=areas_error
                />
                <TextArea
                    label=tr!(inspection.field_procedure)
                    name="form[procedure]"
                    value=procedure
                    help=tr!(inspection.field_procedure_help)
                    error=procedure_error
                    required=true
                />
            </div>
        </Sheet>
    }
    .into_any()
}

fn sizes(page: &DraftPage, error: &dyn Fn(&'static str) -> Signal<Option<String>>) -> AnyView {
    let fields = page.counts.iter().map(|(kind, count)| {
        let size = page.plan.as_ref().and_then(|plan| plan.sizes.get(kind.code())).map(|size| size_text(*size));
        let label = tr!(inspection.field_size, kind = words::unit_kind(*kind), count = *count);
        let name = size_field(*kind);
        let error = error(name);
        let value = size.unwrap_or_default();
        view! { <TextField label name value error help=tr!(inspection.field_size_help) /> }.into_any()
    });
    let fields = fields.collect::<Vec<_>>();
    view! {
        <Sheet title=tr!(inspection.sizes_title) note=tr!(inspection.sizes_note) article=tr!(inspection.article_7)>
            <div class="fgrid">{fields}</div>
        </Sheet>
    }
    .into_any()
}

fn days(page: &DraftPage, error: &dyn Fn(&'static str) -> Signal<Option<String>>) -> AnyView {
    let from = page.plan.as_ref().map(|plan| plan.from.to_string()).unwrap_or_default();
    let to = page.plan.as_ref().map(|plan| plan.to.to_string()).unwrap_or_default();
    let today = page.today.to_string();
    let (from_error, to_error) = (error("form[from]"), error("form[to]"));
    let season = season(page, error("form[season]"));
    view! {
        <Sheet title=tr!(inspection.column_span)>
            <div class="fgrid">
                <TextField
                    label=tr!(inspection.field_from)
                    name="form[from]"
                    kind="date"
                    value=from
                    min=today
                    error=from_error
                    required=true
                />
                <TextField
                    label=tr!(inspection.field_to)
                    name="form[to]"
                    kind="date"
                    value=to
                    error=to_error
                    required=true
                />
                {season}
            </div>
        </Sheet>
    }
    .into_any()
}

/// The season of a new plan, the one under way unless another is typed; that of a draft stands in its number and stays.
fn season(page: &DraftPage, error: Signal<Option<String>>) -> AnyView {
    match &page.plan {
        Some(plan) => {
            view! { <p class="dim sm">{tr!(inspection.season_kept, season = plan.season.to_string())}</p> }.into_any()
        }
        None => view! {
            <TextField
                label=tr!(inspection.field_season)
                name="form[season]"
                value=page.season.to_string()
                help=tr!(inspection.field_season_help)
                mark=tr!(ui.optional)
                error
            />
        }
        .into_any(),
    }
}
