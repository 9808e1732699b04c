//! What a file would change, and what is wrong with it.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{crumbs, kind_name};
use crate::{
    error::AppError,
    i18n::tr,
    kernel::{
        ids::PreviewId,
        permit::{Action, Subject},
        table::CellFault,
    },
    page::{Act, ActForm, FormGuard, Title, error_view, field_error, form_errors, load, loaded_page, may},
    register::{
        api::{self, ConfirmImport, DiscardImport},
        model::{ChangedRecord, Comparison, Encoding, Kind, LeftWorkplace, Preview, Warning, Written},
        rules::may_confirm,
    },
    ui::{
        Badge, ButtonTone, CheckField, Column, Figure, Figures, HiddenField, LinkButton, Notice, PageHeader, Row,
        Sheet, Submit, Table, Tone,
    },
    words,
    words::fault_text,
};

/// The field that takes out of use what the file leaves out.
const RETIRE: &str = "retire";

/// The most records that one list of the page shows.
const MOST_SHOWN: usize = 300;

/// A file that waits to be confirmed.
#[component]
pub fn PreviewPage() -> impl IntoView {
    if !may(Action::ManageRegister, Subject::DISTRICT) {
        return error_view(AppError::NotPermitted);
    }
    let params = use_params_map();
    let confirm = Act::<ConfirmImport>::new();
    let discard = Act::<DiscardImport>::new();
    // Asked again after a refusal, for then the records have changed; after an import the file is gone, and so is the page.
    let refused =
        move || confirm.value().with(|answer| matches!(answer, Some(Err(_)))).then(|| confirm.version().get());
    let asked = move || (params.with(|params| params.get("id").unwrap_or_default()), refused());
    let preview = load(asked, |(id, _)| async move {
        let id = PreviewId::parse(id).map_err(|_| AppError::NotFound)?;
        api::preview(id).await
    });
    view! {
        <Title text=tr!(templates.preview) />
        {loaded_page(preview, move |preview| preview_view(preview, confirm, discard))}
    }
    .into_any()
}

fn preview_view(preview: Preview, confirm: Act<ConfirmImport>, discard: Act<DiscardImport>) -> AnyView {
    let absent_goes = preview.kind.is_template() || preview.kind.may_retire();
    let may = may_confirm(preview.fault_count, preview.is_stale, &preview.comparison, absent_goes);
    let title = tr!(templates.preview_of, kind = kind_name(preview.kind));
    let way = crumbs(vec![(tr!(templates.preview), None)]);
    let badge = state(&preview, may);
    let turn = turn(&preview, may);
    let note = tr!(templates.sent, file = preview.file_name.clone(), at = words::instant(preview.at));
    // Where there is a choice, the import is confirmed below it.
    let choice = retire_words(&preview).filter(|_| may);
    let acts = acts(&preview.preview, may && choice.is_none(), confirm, discard);
    let labels: Vec<(&'static str, String)> = choice.iter().map(|words| (RETIRE, words.clone())).collect();
    let choice = choice.map(|words| retire_choice(&preview, words, confirm));
    let guessed = (preview.encoding == Encoding::Gb18030).then(guessed);
    let content = match preview.fault_count {
        0 => changes(&preview),
        count => faults(preview.faults, count),
    };
    view! {
        <PageHeader title crumbs=way crumbs_label=tr!(ui.breadcrumbs) badge turn>
            {acts}
        </PageHeader>
        <div class="stack">
            {form_errors(confirm, labels)} {form_errors(discard, Vec::new())} <p class="sm dim">{note}</p> {guessed}
            {choice} {content}
        </div>
    }
    .into_any()
}

/// Says that the file was read as GB 18030, for it is no UTF-8.
pub(super) fn guessed() -> AnyView {
    let (title, text) = (tr!(templates.read_as_gb18030), tr!(templates.look_at_names));
    view! { <Notice tone=Tone::Warn title>{text}</Notice> }.into_any()
}

fn state(preview: &Preview, may: bool) -> AnyView {
    let (tone, text) = match (preview.fault_count, preview.is_stale, may) {
        (1.., _, _) => (Tone::Stop, tr!(templates.state_faulty)),
        (0, true, _) => (Tone::Warn, tr!(templates.state_stale)),
        (0, false, true) => (Tone::Info, tr!(templates.state_waiting)),
        (0, false, false) => (Tone::Neutral, tr!(templates.state_same)),
    };
    view! { <Badge tone text /> }.into_any()
}

/// That the file has so many errors, and what to do about them.
pub(super) fn turn_faulty(count: usize) -> String {
    match count {
        1 => tr!(templates.turn_faulty_one),
        count => tr!(templates.turn_faulty, count = count),
    }
}

fn turn(preview: &Preview, may: bool) -> String {
    match (preview.fault_count, preview.is_stale, may) {
        (count @ 1.., _, _) => turn_faulty(count),
        (0, true, _) => tr!(templates.turn_stale),
        (0, false, true) => tr!(templates.turn_waiting),
        (0, false, false) => tr!(templates.turn_same),
    }
}

fn acts(preview: &PreviewId, may: bool, confirm: Act<ConfirmImport>, discard: Act<DiscardImport>) -> AnyView {
    let (id, other) = (preview.to_string(), preview.to_string());
    let import = may.then(|| {
        view! {
            <ActForm action=confirm>
                <FormGuard action=confirm />
                <HiddenField name="preview" value=id />
                <Submit text=tr!(templates.confirm) tone=ButtonTone::Primary icon="check" pending=confirm.pending() />
            </ActForm>
        }
    });
    view! {
        <ActForm action=discard>
            <FormGuard action=discard />
            <HiddenField name="preview" value=other />
            <Submit text=tr!(templates.discard) tone=ButtonTone::Secondary pending=discard.pending() />
        </ActForm>
        {import}
    }
    .into_any()
}

/// What takes out of use what the file leaves out; none where it leaves nothing out, or where nobody can choose that.
fn retire_words(preview: &Preview) -> Option<String> {
    let count = preview.comparison.absent.len();
    match preview.kind {
        Kind::Units if count > 0 => Some(tr!(templates.retire_units, count = count)),
        Kind::Inspectors if count > 0 => Some(tr!(templates.retire_inspectors, count = count)),
        Kind::Units
        | Kind::Inspectors
        | Kind::FormerNames
        | Kind::Holidays
        | Kind::ScoreStandard
        | Kind::SelfCheckForm => None,
    }
}

/// The import with its choice; where the file changes nothing else, it must be chosen.
fn retire_choice(preview: &Preview, label: String, confirm: Act<ConfirmImport>) -> AnyView {
    let id = preview.preview.to_string();
    let required = preview.comparison.created.is_empty() && preview.comparison.changed.is_empty();
    view! {
        <Sheet title=tr!(templates.retire_title) class="next">
            <ActForm action=confirm class="stack">
                <FormGuard action=confirm />
                <HiddenField name="preview" value=id />
                <CheckField
                    label
                    name=RETIRE
                    required
                    help=tr!(templates.retire_help)
                    error=field_error(confirm, RETIRE)
                />
                <div class="acts">
                    <Submit text=tr!(templates.confirm) tone=ButtonTone::Primary icon="check" pending=confirm.pending() />
                </div>
            </ActForm>
        </Sheet>
    }
    .into_any()
}

/// The first faults of a file, by line and column, of so many.
pub(super) fn faults(faults: Vec<CellFault>, count: usize) -> AnyView {
    let head = vec![
        Column::numeric("line", tr!(templates.line)),
        Column::new("column", tr!(templates.column)),
        Column::new("fault", tr!(templates.fault)),
    ];
    let shown = faults.len();
    let row = |fault: CellFault| {
        let column = fault.column.unwrap_or_else(|| tr!(templates.whole_line));
        Row::new(vec![fault.line.to_string().into_any(), column.into_any(), fault_text(&fault.fault).into_any()])
            .tone(Tone::Stop)
    };
    let rows: Vec<Row> = faults.into_iter().map(row).collect();
    let note = if shown < count { tr!(templates.first_faults, shown = shown, count = count) } else { String::new() };
    view! {
        <Notice tone=Tone::Stop title=tr!(templates.faulty_title)>
            <p>{tr!(templates.faulty_text)}</p>
        </Notice>
        <Sheet title=tr!(templates.faults) note flush=true>
            <Table caption=tr!(templates.faults) head rows scroll=true />
        </Sheet>
    }
    .into_any()
}

fn changes(preview: &Preview) -> AnyView {
    let stale = preview.is_stale.then(|| {
        view! {
            <Notice tone=Tone::Warn title=tr!(templates.stale_title)>
                <p>{tr!(templates.stale_text)}</p>
                <LinkButton href="/templates" text=tr!(templates.read_again) small=true />
            </Notice>
        }
    });
    let comparison = &preview.comparison;
    view! {
        {stale}
        {figures(comparison, preview.kind)}
        {warnings(&preview.warnings)}
        {left(&preview.left)}
        {changed(&comparison.changed)}
        {listed(tr!(templates.created), &comparison.created)}
        {preview.kind.is_template().then(|| listed(tr!(templates.dropped), &comparison.absent))}
        {preview.kind.may_retire().then(|| listed(tr!(templates.absent), &comparison.absent))}
    }
    .into_any()
}

fn figures(comparison: &Comparison, kind: Kind) -> AnyView {
    let (absent, note) = match (kind.is_template(), kind.may_retire()) {
        (true, _) => (tr!(templates.dropped), tr!(templates.dropped_note)),
        (false, true) => (tr!(templates.absent), tr!(templates.absent_chosen)),
        (false, false) => (tr!(templates.absent), tr!(templates.absent_note)),
    };
    let values = [comparison.created.len(), comparison.changed.len(), comparison.unchanged, comparison.absent.len()];
    let [created, changed, unchanged, left_out] = values.map(|value| value.to_string());
    view! {
        <Figures>
            <Figure label=tr!(templates.created) value=created />
            <Figure label=tr!(templates.to_change) value=changed />
            <Figure label=tr!(templates.unchanged) value=unchanged />
            <Figure label=absent value=left_out note />
        </Figures>
    }
    .into_any()
}

fn warnings(warnings: &[Warning]) -> Option<AnyView> {
    if warnings.is_empty() {
        return None;
    }
    let head = vec![Column::numeric("line", tr!(templates.line)), Column::new("workplace", tr!(templates.workplace))];
    let row =
        |warning: &Warning| Row::new(vec![warning.line.to_string().into_any(), warning.workplace.clone().into_any()]);
    let rows: Vec<Row> = warnings.iter().take(MOST_SHOWN).map(row).collect();
    let view = view! {
        <Sheet title=tr!(templates.warnings) note=tr!(templates.warnings_note) article=tr!(templates.article_14) flush=true>
            <Table caption=tr!(templates.warnings) head rows scroll=true tight=true />
        </Sheet>
    };
    Some(view.into_any())
}

/// The workplaces that become former ones although the file does not list them there.
fn left(left: &[LeftWorkplace]) -> Option<AnyView> {
    if left.is_empty() {
        return None;
    }
    let head = vec![Column::new("record", tr!(templates.record)), Column::new("workplace", tr!(templates.workplace))];
    let row = |one: &LeftWorkplace| {
        Row::new(vec![named(one.inspector.as_str(), one.name.as_str()), one.workplace.clone().into_any()])
    };
    let rows: Vec<Row> = left.iter().take(MOST_SHOWN).map(row).collect();
    let view = view! {
        <Sheet title=tr!(templates.left) note=tr!(templates.left_note) article=tr!(templates.article_14) flush=true>
            <Table caption=tr!(templates.left) head rows scroll=true tight=true />
        </Sheet>
    };
    Some(view.into_any())
}

/// Old and new side by side, a row for each cell that differs.
fn changed(records: &[ChangedRecord]) -> Option<AnyView> {
    if records.is_empty() {
        return None;
    }
    let head = vec![
        Column::new("record", tr!(templates.record)),
        Column::new("column", tr!(templates.column)),
        Column::new("before", tr!(templates.before)),
        Column::new("after", tr!(templates.after)),
    ];
    let said = |text: &str| if text.is_empty() { tr!(templates.blank) } else { text.to_owned() };
    let cells = records.iter().take(MOST_SHOWN).flat_map(|record| record.cells.iter().map(move |cell| (record, cell)));
    let rows: Vec<Row> = cells
        .map(|(record, cell)| {
            Row::new(vec![
                named(&record.id, &record.name),
                cell.column.clone().into_any(),
                view! { <del>{said(&cell.before)}</del> }.into_any(),
                view! { <ins>{said(&cell.after)}</ins> }.into_any(),
            ])
        })
        .collect();
    let view = view! {
        <Sheet title=tr!(templates.to_change) note=shown(records.len()) flush=true>
            <Table caption=tr!(templates.to_change) head rows />
        </Sheet>
    };
    Some(view.into_any())
}

fn listed(title: String, records: &[Written]) -> Option<AnyView> {
    if records.is_empty() {
        return None;
    }
    let head = vec![Column::new("record", tr!(templates.record)), Column::new("content", tr!(templates.content))];
    let content = |record: &Written| {
        let said = record.cells.iter().map(|(_, value)| value.as_str());
        let rest = said.filter(|value| !value.is_empty() && *value != record.id && *value != record.name);
        rest.collect::<Vec<_>>().join(&tr!(words.clause_comma))
    };
    let rows: Vec<Row> = records
        .iter()
        .take(MOST_SHOWN)
        .map(|record| Row::new(vec![named(&record.id, &record.name), content(record).into_any()]))
        .collect();
    let caption = title.clone();
    let view = view! {
        <Sheet title note=shown(records.len()) flush=true>
            <Table caption head rows />
        </Sheet>
    };
    Some(view.into_any())
}

fn named(id: &str, name: &str) -> AnyView {
    let code = (id != name).then(|| view! { <span class="sub">{id.to_owned()}</span> });
    view! {
        {name.to_owned()}
        {code}
    }
    .into_any()
}

fn shown(count: usize) -> String {
    if count > MOST_SHOWN { tr!(templates.first_records, shown = MOST_SHOWN, count = count) } else { String::new() }
}
