//! A round before its opening: what the units will be asked, and until then editing it or giving it up.

use leptos::prelude::*;

use super::super::label::so_many_units;
use crate::{
    i18n::tr,
    kernel::{
        permit::{Action, Subject, allows},
        unit_kind::UnitKind,
    },
    page::{Act, ActForm, FormGuard, Outcome, ReasonDialog, field_error, form_errors, use_session},
    self_check::{
        api::{DiscardRound, EditRound, OpenRound},
        model::RoundView,
        rules::{self, MOST_WORKING_DAYS, RoundStep},
    },
    ui::{
        ButtonTone, CheckGroup, Choice, EmptyState, FieldKind, HiddenField, LinkButton, Notice, Sheet, Submit,
        TextField, Tone,
    },
    words,
};

/// The form by which a draft is edited.
const EDITING: &str = "edit-round";

/// Whether this person may do this with the round now.
pub(super) fn may(view: &RoundView, step: RoundStep) -> bool {
    allows(&use_session().actor, Action::ManageRound, Subject::DISTRICT)
        && rules::round_allows(&view.round, step, view.tally.missing, view.today)
}

/// What stands in the form of a round before anything is typed.
pub(super) struct Prefilled {
    pub(super) title: String,
    pub(super) unit_kinds: Vec<UnitKind>,
    pub(super) working_days: u32,
}

/// The names of the form's fields, with their labels.
pub(super) fn labels() -> Vec<(&'static str, String)> {
    vec![
        ("season", tr!(self_check.season)),
        ("title", tr!(self_check.round_title)),
        ("unit_kinds[]", tr!(self_check.unit_kinds)),
        ("working_days", tr!(self_check.working_days)),
    ]
}

/// The fields of a round that may be edited until its opening, with how many units there are of each kind; behind the title
/// stands the season where the round is new.
pub(super) fn fields(
    action: Outcome,
    prefilled: Prefilled,
    units: Vec<(UnitKind, u32)>,
    season: Option<AnyView>,
) -> AnyView {
    let choice = |(kind, count): (UnitKind, u32)| {
        let text = tr!(self_check.kind_with_units, kind = words::unit_kind(kind), count = count);
        Choice::new(kind.code(), text)
    };
    let options: Vec<Choice> = units.into_iter().map(choice).collect();
    let values: Vec<String> = prefilled.unit_kinds.iter().map(|kind| kind.code().to_owned()).collect();
    view! {
        <TextField
            label=tr!(self_check.round_title)
            name="title"
            value=prefilled.title
            required=true
            error=field_error(action, "title")
        />
        {season}
        <CheckGroup
            legend=tr!(self_check.unit_kinds)
            name="unit_kinds[]"
            options
            values
            error=field_error(action, "unit_kinds[]")
        />
        <TextField
            label=tr!(self_check.working_days)
            name="working_days"
            kind=FieldKind::Number
            value=prefilled.working_days.to_string()
            min="1"
            max=MOST_WORKING_DAYS.to_string()
            help=tr!(self_check.working_days_help)
            required=true
            error=field_error(action, "working_days")
        />
    }
    .into_any()
}

/// What can be done with a draft, the opening last.
pub(super) fn acts(view: &RoundView, open: Act<OpenRound>, discard: Act<DiscardRound>) -> AnyView {
    let to_form = may(view, RoundStep::Edit).then(|| {
        view! { <LinkButton href=format!("#{EDITING}") text=tr!(self_check.edit) external=true /> }
    });
    let (discarding, opening) = (discarding(view, discard), opening(view, open));
    view! { {to_form} {discarding} {opening} }.into_any()
}

fn opening(view: &RoundView, action: Act<OpenRound>) -> Option<AnyView> {
    let (round, seen) = (view.round.round.to_string(), Signal::stored(view.round.version));
    // Where the opening was broken off, those who have a task wait for it, also if nobody else of their kinds is inspected
    // any more.
    let asks_somebody = view.expected > 0 || view.tally.units > 0;
    (asks_somebody && may(view, RoundStep::Open)).then(|| {
        view! {
            <ActForm action>
                <FormGuard action seen />
                <HiddenField name="round" value=round />
                <Submit text=tr!(self_check.open_act) tone=ButtonTone::Primary pending=action.pending() />
            </ActForm>
        }
        .into_any()
    })
}

fn discarding(view: &RoundView, action: Act<DiscardRound>) -> Option<AnyView> {
    let (round, seen) = (view.round.round.to_string(), view.round.version);
    may(view, RoundStep::Discard).then(|| {
        view! {
            <ReasonDialog
                action
                seen
                id="discard-round"
                title=tr!(self_check.discard_title)
                act=tr!(self_check.discard_act)
                label=tr!(self_check.discard_reason)
            >
                <HiddenField name="round" value=round />
                <p>{tr!(self_check.discard_text)}</p>
            </ReasonDialog>
        }
        .into_any()
    })
}

/// What a draft will ask of whom, and the form by which that is edited.
pub(super) fn body(view: &RoundView, edit: Act<EditRound>) -> AnyView {
    let (broken_off, outlook, newer, editing) = (broken_off(view), outlook(view), newer(view), editing(view, edit));
    view! { {broken_off} {outlook} {newer} {editing} }.into_any()
}

/// Its opening has begun, and the round itself is not open.
fn broken_off(view: &RoundView) -> Option<AnyView> {
    let units = view.tally.units;
    (view.round.opening.is_some() || units > 0).then(|| {
        view! {
            <Notice tone=Tone::Warn title=tr!(self_check.broken_off_title)>
                <p>{tr!(self_check.broken_off, units = so_many_units(units))}</p>
            </Notice>
        }
        .into_any()
    })
}

fn outlook(view: &RoundView) -> AnyView {
    if view.expected == 0 && view.tally.units > 0 {
        // That it was broken off is said, and there is nobody else whom it will ask.
        return ().into_any();
    }
    if view.expected == 0 {
        let act = allows(&use_session().actor, Action::ManageRegister, Subject::DISTRICT)
            .then(|| view! { <LinkButton href="/templates" text=tr!(self_check.to_import) /> });
        return view! { <EmptyState title=tr!(self_check.no_units) text=tr!(self_check.no_units_text)>{act}</EmptyState> }
            .into_any();
    }
    let text = tr!(self_check.will_open, units = so_many_units(view.expected), due = view.due);
    let form = tr!(self_check.opens_with, title = view.form_title.clone(), edition = view.round.edition);
    view! {
        <Notice tone=Tone::Info>
            <p>{text}</p>
            <p>{form}</p>
        </Notice>
    }
    .into_any()
}

/// What was issued since the round was prepared, and how the round gets it.
fn newer(view: &RoundView) -> Option<AnyView> {
    let newest = view.forms.as_ref().and_then(|forms| forms.newest.as_ref()).map(|(_, edition)| *edition);
    let newest = newest.filter(|edition| *edition > view.round.edition);
    if newest.is_none() && !view.is_reweighted {
        return None;
    }
    let form = newest.map(|edition| {
        let text = tr!(self_check.newer_form, edition = edition, used = view.round.edition);
        view! { <p>{text}</p> }
    });
    let weights = view.is_reweighted.then(|| view! { <p>{tr!(self_check.newer_weights)}</p> });
    let way = may(view, RoundStep::Edit).then(|| view! { <p>{tr!(self_check.newer_way)}</p> });
    let notice = view! { <Notice tone=Tone::Warn title=tr!(self_check.newer_title)>{form} {weights} {way}</Notice> };
    Some(notice.into_any())
}

fn editing(view: &RoundView, action: Act<EditRound>) -> Option<AnyView> {
    let forms = view.forms.clone().filter(|_| may(view, RoundStep::Edit))?;
    let ((title, edition), units) = (forms.newest?, forms.units);
    let note = tr!(self_check.saves_with, title = title, edition = edition);
    let round = &view.round;
    let prefilled = Prefilled {
        title: round.title.to_string(),
        unit_kinds: round.unit_kinds.clone(),
        working_days: round.working_days,
    };
    let (round, seen) = (round.round.to_string(), Signal::stored(round.version));
    let sheet = view! {
        <Sheet title=tr!(self_check.edit_title) note article=tr!(ui.article_7) id=EDITING>
            <ActForm action class="stack">
                <FormGuard action seen />
                <HiddenField name="round" value=round />
                {form_errors(action, labels())}
                {fields(action.into(), prefilled, units, None)}
                <Submit text=tr!(self_check.edit_act) tone=ButtonTone::Secondary pending=action.pending() />
            </ActForm>
        </Sheet>
    };
    Some(sheet.into_any())
}

/// Why a round was given up.
pub(super) fn discarded(view: &RoundView) -> AnyView {
    let reason = view.round.discarded_because.as_ref().map(ToString::to_string).unwrap_or_default();
    view! {
        <Notice tone=Tone::Warn title=tr!(self_check.discard_reason)>
            <p>{reason}</p>
        </Notice>
    }
    .into_any()
}
