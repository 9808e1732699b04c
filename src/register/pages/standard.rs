//! An edition of the score standard, its weights, and one indicator of it.

/// A new indicator.
mod new;
/// Withdrawing an indicator.
mod withdraw;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

pub use new::NewIndicatorPage;

use super::{crumbs, edition_href, kind_name, superseded, yes_no_choices};
use crate::{
    error::AppError,
    i18n::tr,
    inspection::standard::rules::{Method, WrittenIndicator, written},
    kernel::{
        permit::{Action, Subject},
        unit_kind::Area,
    },
    page::{
        Act, ActForm, FormGuard, Load, Outcome, Title, error_view, field_error, form_errors, load, loaded_page, may,
    },
    register::{
        api::{self, ReviseIndicator, ReviseWeights, WithdrawIndicator},
        model::{Kind, StandardEdition},
        rules::sum,
    },
    ui::{
        Badge, ButtonTone, Column, HiddenField, LinkButton, Notice, PageHeader, RadioField, Row, Sheet, Submit, Table,
        TextArea, TextField, Tone, field_id,
    },
    words,
};

const KIND: Kind = Kind::ScoreStandard;

/// The edition that the address names.
fn edition() -> Load<StandardEdition> {
    let params = use_params_map();
    let number = move || params.with(|params| params.get("edition").unwrap_or_default());
    load(number, |number| async move {
        let number: u32 = number.parse().map_err(|_| AppError::NotFound)?;
        api::standard(number).await
    })
}

fn may_edit() -> bool {
    may(Action::ManageRegister, Subject::DISTRICT)
}

fn method_name(method: Method) -> String {
    match method {
        Method::Deduct => tr!(templates.method_deduct),
        Method::Range => tr!(templates.method_range),
        Method::Tier => tr!(templates.method_tier),
        Method::YesNo => tr!(templates.method_yes_no),
        Method::Bonus => tr!(templates.method_bonus),
        Method::Penalty => tr!(templates.method_penalty),
    }
}

/// Area and method of an indicator as it is written.
fn placed(indicator: &WrittenIndicator) -> Option<(Area, Method)> {
    let area = Area::parse_heading(&indicator.area).ok()?;
    Some((area, Method::parse_word(&indicator.method, area).ok()?))
}

fn by_area(indicators: &[WrittenIndicator]) -> Vec<(Area, Vec<WrittenIndicator>)> {
    let of = |area: Area| {
        let is_of = |indicator: &&WrittenIndicator| placed(indicator).is_some_and(|(known, _)| known == area);
        (area, indicators.iter().filter(is_of).cloned().collect::<Vec<_>>())
    };
    Area::ALL.into_iter().map(of).filter(|(_, indicators)| !indicators.is_empty()).collect()
}

/// An edition of the score standard (Art. 10).
#[component]
pub fn StandardPage() -> impl IntoView {
    let edition = edition();
    view! {
        <Title text=kind_name(KIND) />
        {loaded_page(edition, standard_view)}
    }
}

fn standard_view(found: StandardEdition) -> AnyView {
    let StandardEdition { standard, latest, next_codes: _ } = found;
    let number = standard.edition;
    let holds = number == latest;
    let edits = holds && may_edit();
    let way = crumbs(vec![(tr!(templates.edition_number, edition = number), None)]);
    let badge = match holds {
        true => view! { <Badge tone=Tone::Good text=tr!(templates.holds) /> }.into_any(),
        false => view! { <Badge text=tr!(templates.earlier) /> }.into_any(),
    };
    let acts = edits.then(|| {
        let edition = edition_href(KIND, number);
        let (new, weights) = (format!("{edition}/new"), format!("{edition}/weights"));
        view! {
            <LinkButton href=new text=tr!(templates.add_indicator) icon="plus" />
            <LinkButton href=weights text=tr!(templates.edit_weights) tone=ButtonTone::Primary icon="edit" />
        }
    });
    let sheets = by_area(&written(&standard)).into_iter().map(|(area, list)| area_sheet(area, list, edits, number));
    view! {
        <PageHeader title=standard.title.to_string() crumbs=way crumbs_label=tr!(ui.breadcrumbs) badge turn=tr!(templates.standard_turn)>
            {acts}
        </PageHeader>
        <div class="stack">{(!holds).then(|| superseded(KIND, latest))} {sheets.collect_view()}</div>
    }
    .into_any()
}

fn area_sheet(area: Area, indicators: Vec<WrittenIndicator>, edits: bool, edition: u32) -> AnyView {
    let head = vec![
        Column::new("text", tr!(templates.indicator)),
        Column::new("method", tr!(templates.method)),
        Column::numeric("max", tr!(templates.max)),
        Column::new("figures", tr!(templates.figures)),
        Column::new("rule", tr!(templates.rule)).wide(),
        Column::new("basis", tr!(templates.basis)).wide(),
    ];
    let note = match area {
        Area::Other => tr!(templates.adjusts),
        Area::Disclosure | Area::Fulfilment | Area::Adjustment | Area::OngoingOversight | Area::ServicePledges => {
            tr!(templates.area_sum, points = sum(&indicators))
        }
    };
    let row = |indicator: WrittenIndicator| {
        let href = format!("{}/{}", edition_href(KIND, edition), indicator.code);
        let row = indicator_row(indicator);
        if edits { row.opens(href) } else { row }
    };
    let rows: Vec<Row> = indicators.into_iter().map(row).collect();
    let title = words::area(area);
    let caption = title.clone();
    view! {
        <Sheet title note flush=true>
            <Table caption head rows />
        </Sheet>
    }
    .into_any()
}

fn indicator_row(indicator: WrittenIndicator) -> Row {
    let method = placed(&indicator).map(|(_, method)| method_name(method)).unwrap_or_default();
    let figures = figures(&indicator);
    let WrittenIndicator { code, text, max, rule, basis, materials, .. } = indicator;
    Row::new(vec![
        view! {
            {text}
            <span class="sub">{code}</span>
        }
        .into_any(),
        method.into_any(),
        max.into_any(),
        figures.into_any(),
        rule.into_any(),
        view! {
            {basis}
            <span class="sub">{materials}</span>
        }
        .into_any(),
    ])
}

fn figures(indicator: &WrittenIndicator) -> String {
    if !indicator.per_event.is_empty() {
        return tr!(templates.per_event_cap, per_event = indicator.per_event.clone(), cap = indicator.cap.clone());
    }
    indicator.values.clone()
}

/// The figures of all indicators in one form, for a weight is never changed alone: the five areas make 100 points.
#[component]
pub fn WeightsPage() -> impl IntoView {
    if !may_edit() {
        return error_view(AppError::NotPermitted);
    }
    let edition = edition();
    let action = Act::<ReviseWeights>::new();
    view! {
        <Title text=tr!(templates.edit_weights) />
        {loaded_page(edition.as_form(), move |found| weights_view(found, action))}
    }
    .into_any()
}

fn weights_view(found: StandardEdition, action: Act<ReviseWeights>) -> AnyView {
    let StandardEdition { standard, latest, next_codes: _ } = found;
    let number = standard.edition;
    let href = edition_href(KIND, number);
    let way = crumbs(vec![
        (tr!(templates.edition_number, edition = number), Some(href)),
        (tr!(templates.edit_weights), None),
    ]);
    let content =
        if number == latest { weights_form(&written(&standard), number, action) } else { superseded(KIND, latest) };
    view! {
        <PageHeader title=tr!(templates.edit_weights) crumbs=way crumbs_label=tr!(ui.breadcrumbs) turn=tr!(templates.weights_turn) />
        {content}
    }
    .into_any()
}

fn weights_form(indicators: &[WrittenIndicator], edition: u32, action: Act<ReviseWeights>) -> AnyView {
    let seen = Signal::stored(edition);
    let mut place = 0;
    let mut sheets = Vec::new();
    for (area, list) in by_area(indicators) {
        let first = place;
        place += list.len();
        sheets.push(weights_sheet(area, list, first, action));
    }
    let sum_error = field_error(action, "sum");
    let wrong = move || sum_error.get().map(|_| sum_notice());
    let sum_now = tr!(templates.sum_now, points = sum(indicators));
    view! {
        <ActForm action class="stack" says_kept=true>
            <FormGuard action seen />
            {form_errors(action, vec![("sum", tr!(templates.sum))])}
            {wrong}
            <p class="dim">{sum_now}</p>
            {sheets}
            <Submit text=tr!(templates.save_edition) tone=ButtonTone::Primary pending=action.pending() />
        </ActForm>
    }
    .into_any()
}

fn sum_notice() -> AnyView {
    view! {
        <div id=field_id("sum") tabindex="-1">
            <Notice tone=Tone::Warn title=tr!(templates.sum_title)>
                <p>{tr!(templates.sum_text)}</p>
            </Notice>
        </div>
    }
    .into_any()
}

fn weights_sheet(area: Area, indicators: Vec<WrittenIndicator>, first: usize, action: Act<ReviseWeights>) -> AnyView {
    let head = vec![
        Column::new("text", tr!(templates.indicator)),
        Column::new("max", tr!(templates.max)),
        Column::new("per_event", tr!(templates.per_event)),
        Column::new("cap", tr!(templates.cap)),
        Column::new("values", tr!(templates.values)).wide(),
    ];
    let row = |(at, indicator): (usize, WrittenIndicator)| weight_row(first + at, indicator, action);
    let rows: Vec<Row> = indicators.into_iter().enumerate().map(row).collect();
    let title = words::area(area);
    let caption = title.clone();
    view! {
        <Sheet title flush=true>
            <Table caption head rows />
        </Sheet>
    }
    .into_any()
}

fn weight_row(at: usize, indicator: WrittenIndicator, action: Act<ReviseWeights>) -> Row {
    let method = placed(&indicator).map(|(_, method)| method);
    let (has_max, has_events, has_values) = match method {
        Some(Method::Deduct) => (true, true, false),
        Some(Method::Bonus | Method::Penalty) => (false, true, false),
        Some(Method::Tier | Method::Range) => (true, false, true),
        Some(Method::YesNo) | None => (true, false, false),
    };
    let code = indicator.code.clone();
    let input = |used: bool, field: &'static str, label: String, value: String| {
        if !used {
            return ().into_any();
        }
        let label = tr!(templates.of_indicator, field = label, code = code.clone());
        weight_input(at, &code, field, label, value, action)
    };
    let cells = vec![
        input(has_max, "max", tr!(templates.max), indicator.max.clone()),
        input(has_events, "per_event", tr!(templates.per_event), indicator.per_event.clone()),
        input(has_events, "cap", tr!(templates.cap), indicator.cap.clone()),
        input(has_values, "values", tr!(templates.values), indicator.values.clone()),
    ];
    let name = format!("rows[{at}][code]");
    let shown = indicator.code.clone();
    let head = view! {
        {indicator.text}
        <span class="sub">{shown}</span>
        <HiddenField name value=indicator.code />
    };
    let max = if has_max { None } else { Some(view! { <HiddenField name=format!("rows[{at}][max]") value="" /> }) };
    let head = view! {
        {head}
        {max}
    };
    Row::new(std::iter::once(head.into_any()).chain(cells).collect())
}

fn weight_input(
    at: usize,
    code: &str,
    field: &'static str,
    label: String,
    value: String,
    action: Act<ReviseWeights>,
) -> AnyView {
    let place = format!("{code}.{field}");
    let id = field_id(&place);
    let error_id = format!("{id}-error");
    let described = error_id.clone();
    let error = field_error(action, place);
    let invalid = move || error.with(Option::is_some).then_some("true");
    let class = if field == "values" { "in" } else { "in short num" };
    view! {
        <input
            class=class
            id=id
            type="text"
            inputmode=(field != "values").then_some("decimal")
            name=format!("rows[{at}][{field}]")
            value=value
            aria-label=label
            aria-describedby=described
            aria-invalid=invalid
        />
        <span class="err" id=error_id aria-live="polite">
            {move || error.get()}
        </span>
    }
    .into_any()
}

/// One indicator: its words and its figures.
#[component]
pub fn IndicatorPage() -> impl IntoView {
    if !may_edit() {
        return error_view(AppError::NotPermitted);
    }
    let edition = edition();
    let params = use_params_map();
    let action = Act::<ReviseIndicator>::new();
    let withdraw = Act::<WithdrawIndicator>::new();
    let code = move || params.with(|params| params.get("code").unwrap_or_default());
    view! {
        <Title text=tr!(templates.edit_indicator) />
        {loaded_page(edition.as_form(), move |found| indicator_view(found, &code(), action, withdraw))}
    }
    .into_any()
}

fn indicator_view(
    found: StandardEdition,
    code: &str,
    action: Act<ReviseIndicator>,
    withdraw: Act<WithdrawIndicator>,
) -> AnyView {
    let StandardEdition { standard, latest, next_codes: _ } = found;
    let number = standard.edition;
    let Some(indicator) = written(&standard).into_iter().find(|indicator| indicator.code == code) else {
        return error_view(AppError::NotFound);
    };
    let title = tr!(templates.indicator_title, code = code.to_owned());
    let way = crumbs(vec![
        (tr!(templates.edition_number, edition = number), Some(edition_href(KIND, number))),
        (code.to_owned(), None),
    ]);
    let badge = placed(&indicator).map(|(area, method)| {
        let text = tr!(templates.area_and_method, area = words::area(area), method = method_name(method));
        view! { <Badge text /> }.into_any()
    });
    let content = if number == latest { indicator_form(indicator, number, action) } else { superseded(KIND, latest) };
    let withdraw = (number == latest).then(|| withdraw::folded(&standard, code, withdraw));
    let header = match badge {
        Some(badge) => {
            view! { <PageHeader title crumbs=way crumbs_label=tr!(ui.breadcrumbs) badge turn=tr!(templates.indicator_turn) /> }
                .into_any()
        }
        None => view! { <PageHeader title crumbs=way crumbs_label=tr!(ui.breadcrumbs) /> }.into_any(),
    };
    view! {
        {header}
        <div class="stack">{content} {withdraw}</div>
    }
    .into_any()
}

fn indicator_form(indicator: WrittenIndicator, edition: u32, action: Act<ReviseIndicator>) -> AnyView {
    let seen = Signal::stored(edition);
    let labels = vec![
        ("text", tr!(templates.indicator)),
        ("max", tr!(templates.max)),
        ("per_event", tr!(templates.per_event)),
        ("cap", tr!(templates.cap)),
        ("values", tr!(templates.values)),
        ("rule", tr!(templates.rule)),
        ("basis", tr!(templates.basis)),
        ("materials", tr!(templates.materials)),
        ("sum", tr!(templates.sum)),
    ];
    let sum_error = field_error(action, "sum");
    let wrong = move || sum_error.get().map(|_| sum_notice());
    let figures = figure_fields(&indicator, action.into());
    let words = word_fields(&indicator, action.into());
    let code = indicator.code;
    view! {
        <Sheet>
            <ActForm action class="stack" says_kept=true>
                <FormGuard action seen />
                <HiddenField name="code" value=code />
                {form_errors(action, labels)}
                {wrong}
                {words}
                {figures}
                <Submit text=tr!(templates.save_edition) tone=ButtonTone::Primary pending=action.pending() />
            </ActForm>
        </Sheet>
    }
    .into_any()
}

fn word_fields(indicator: &WrittenIndicator, action: Outcome) -> AnyView {
    let (text, rule) = (indicator.text.clone(), indicator.rule.clone());
    let (basis, materials) = (indicator.basis.clone(), indicator.materials.clone());
    let may_be = indicator.may_be_not_applicable.clone();
    let error = move |field| field_error(action, field);
    let optional = tr!(ui.optional);
    let also = optional.clone();
    view! {
        <TextArea label=tr!(templates.indicator) name="text" value=text rows=2 required=true error=error("text") />
        <TextArea label=tr!(templates.rule) name="rule" value=rule rows=3 required=true error=error("rule") />
        <TextField label=tr!(templates.basis) name="basis" value=basis mark=optional error=error("basis") />
        <TextField label=tr!(templates.materials) name="materials" value=materials mark=also error=error("materials") />
        <RadioField
            label=tr!(templates.may_be_not_applicable)
            name="may_be_not_applicable"
            value=may_be
            options=yes_no_choices()
            help=tr!(templates.not_applicable_help)
            error=error("may_be_not_applicable")
            required=true
        />
    }
    .into_any()
}

fn figure_fields(indicator: &WrittenIndicator, action: Outcome) -> AnyView {
    let method = placed(indicator).map(|(_, method)| method);
    let [max, events, values] = figure_inputs(indicator, tr!(templates.max_help), action);
    match method {
        Some(Method::Deduct) => view! { <div class="cols third">{max} {events}</div> }.into_any(),
        Some(Method::Bonus | Method::Penalty) => view! { <div class="cols half">{events}</div> }.into_any(),
        Some(Method::Tier | Method::Range) => view! { <div class="cols half">{max} {values}</div> }.into_any(),
        Some(Method::YesNo) | None => max,
    }
}

/// The full score, the two figures of events, and the values: each method uses its own of them.
fn figure_inputs(indicator: &WrittenIndicator, max_help: String, action: Outcome) -> [AnyView; 3] {
    let error = move |field| field_error(action, field);
    let WrittenIndicator { max, per_event, cap, values, .. } = indicator.clone();
    let max = view! { <TextField label=tr!(templates.max) name="max" value=max help=max_help error=error("max") /> };
    let events = view! {
        <TextField label=tr!(templates.per_event) name="per_event" value=per_event error=error("per_event") />
        <TextField label=tr!(templates.cap) name="cap" value=cap error=error("cap") />
    };
    let values = view! {
        <TextField label=tr!(templates.values) name="values" value=values help=tr!(templates.values_help) error=error("values") />
    };
    [max.into_any(), events.into_any(), values.into_any()]
}
