//! The steps of Art. 9 (3)–(5): what is recorded, and the form of the step that the address chooses.

use leptos::{ev::Event, prelude::*};

use super::{
    labels, proof,
    record::{Acts, Chosen},
};
use crate::{
    evidence::label::{camera, file_check, file_row},
    i18n::tr,
    inspection::{
        model::{StepKind, StepRecord},
        visit::{
            model::{FileNames, StepChoice, VisitPage},
            rules::{self, Gap, VisitStep},
        },
    },
    kernel::{actor::Actor, ids::EvidenceId, text::LongText},
    page::{ActForm, FormGuard, UploadForm, field_error, form_errors, form_key, moment_text, uploading},
    ui::{ButtonTone, Choice, HiddenField, Icon, Sheet, Submit, TextArea, TextField, field_id, judge_files},
};

/// Every step with its records; on site with the form of one. Nothing for the unit: what people said in talks stays with
/// the group and the offices.
pub(super) fn panel(page: &VisitPage, actor: &Actor, acts: Acts, chosen: &Chosen) -> AnyView {
    let visit = &page.visit;
    let records = rules::may(actor, visit, VisitStep::Record);
    if actor.role.is_of_unit() || (visit.steps.is_empty() && !records) {
        return ().into_any();
    }
    let wanted = records.then(|| wanted(page, chosen)).flatten();
    let rows = Gap::all().into_iter().map(|gap| row(page, gap, records, wanted == Some(gap)));
    let rows = rows.collect::<Vec<_>>();
    let form = wanted.map(|gap| form(page, gap, acts));
    view! {
        <Sheet title=tr!(visit.steps) note=tr!(visit.steps_note) article=tr!(visit.article_9_3_5) id="record">
            {form} <ul class="need">{rows}</ul>
        </Sheet>
    }
    .into_any()
}

/// The step that the address names, else the first without a record.
fn wanted(page: &VisitPage, chosen: &Chosen) -> Option<Gap> {
    let named = chosen.step.as_deref().and_then(|code| Gap::all().into_iter().find(|gap| gap.code() == code));
    named.or_else(|| rules::missing_steps(&page.visit).first().copied())
}

fn row(page: &VisitPage, gap: Gap, records: bool, open: bool) -> AnyView {
    let made = page.visit.steps.iter().enumerate().filter(|(_, record)| gap.is_filled_by(record));
    let made = made.map(|(at, record)| written(page, at + 1, record, records)).collect::<Vec<_>>();
    let left_out = page.visit.oral_feedback.iter().flat_map(|feedback| &feedback.left_out);
    let left_out = left_out.filter(|left| left.kind == gap.kind && left.material == gap.material);
    let left_out = left_out.map(|left| {
        view! { <p class="sm soft">{tr!(visit.left_out_because, reason = left.reason.to_string())}</p> }
    });
    let (class, icon) = if made.is_empty() { ("no", "plus") } else { ("ok", "check") };
    let href = format!("?step={}#record", gap.code());
    let link = (records && !open).then(|| view! { <a href=href>{tr!(visit.act_record)}</a> });
    view! {
        <li class=class>
            <Icon name=icon />
            <div>
                <span>{labels::gap(gap)}</span>
                {link}
                {left_out.collect_view()}
                {made}
            </div>
        </li>
    }
    .into_any()
}

/// A record with its number, who made it and its files.
fn written(page: &VisitPage, number: usize, record: &StepRecord, adds: bool) -> AnyView {
    let people = match record.people {
        None => String::new(),
        Some(1) => tr!(visit.people_heard_one),
        Some(people) => tr!(visit.people_heard, count = people),
    };
    let who =
        tr!(visit.record_by, number = number, name = record.signed.name.clone(), at = moment_text(record.signed.at));
    let (files, proves) = (file_list(&page.files, &record.evidence), proof::of_record(page, number));
    let upload = adds.then(|| upload_form(page.visit.visit.as_str(), &format!("step:{number}")));
    view! {
        <div id=format!("step-{number}") class="mt-x">
            <p class="quote">{record.record.to_string()}</p>
            <p class="sm dim">{who} " " {people}</p>
            {files}
            {proves}
            {upload}
        </div>
    }
    .into_any()
}

/// The step records to choose one from as proof, or none.
pub(super) fn record_choices(steps: &[StepChoice]) -> Vec<Choice> {
    let records = steps.iter().map(|step| {
        let text = tr!(
            visit.record_choice,
            number = step.number,
            step = labels::step_kind(step.kind),
            text = step.text.clone()
        );
        Choice::new(step.number.to_string(), text)
    });
    std::iter::once(Choice::new("", tr!(visit.no_record))).chain(records).collect()
}

/// The names of files as links to their downloads.
pub(super) fn file_list(names: &FileNames, files: &[EvidenceId]) -> AnyView {
    let known = files.iter().filter_map(|id| Some((id, names.get(id)?)));
    let links = known.map(|(id, name)| file_row(format!("/files/{id}"), name.as_str(), None, None));
    let links = links.collect::<Vec<_>>();
    (!links.is_empty()).then(|| view! { <ul class="files">{links}</ul> }).into_any()
}

/// A form that takes files and photographs and attaches them to what `of` names.
pub(super) fn upload_form(visit: &str, of: &str) -> AnyView {
    let (id, form) = (field_id(&format!("file-{of}")), field_id(&format!("upload-{of}")));
    let photo = field_id(&format!("photo-{of}"));
    let (of, of_photo) = (of.to_owned(), of.to_owned());
    let action = format!("/visits/{visit}/evidence");
    let check = file_check();
    let judge = move |change: Event| {
        judge_files(&check, &change);
    };
    view! {
        <UploadForm action=action.clone() id=photo.clone()>
            <HiddenField name="of" value=of_photo />
            {form_key(None)}
            {camera("file", photo)}
        </UploadForm>
        <UploadForm action id=form class="rowf">
            <HiddenField name="of" value=of />
            {form_key(None)}
            <label class="sm" for=id.clone()>
                {tr!(visit.add_files)}
            </label>
            <input type="file" id=id name="file" accept=accept() multiple=true required=true on:change=judge />
            <Submit text=tr!(visit.upload) tone=ButtonTone::Secondary small=true icon="upload" pending=uploading() />
        </UploadForm>
    }
    .into_any()
}

/// What a file field takes: documents, and photographs of the tablet's camera.
pub(super) fn accept() -> String {
    format!("{},image/*", crate::evidence::rules::ACCEPT)
}

fn form(page: &VisitPage, gap: Gap, acts: Acts) -> AnyView {
    let action = acts.record;
    let id = page.visit.visit.to_string();
    let labelled = vec![("what", tr!(visit.act_record)), ("record", tr!(visit.record)), ("people", tr!(visit.people))];
    let people = (gap.kind != StepKind::DocumentReview).then(|| {
        view! {
            <TextField
                label=tr!(visit.people)
                name="people"
                kind="number"
                min="1"
                mark=tr!(ui.optional)
                error=field_error(action, "people")
            />
        }
    });
    view! {
        <ActForm action class="stack" says_kept=true>
            <FormGuard action />
            {form_errors(action, labelled)}
            <HiddenField name="visit" value=id />
            <HiddenField name="what" value=gap.code() />
            <TextArea
                label=tr!(visit.record_of, step = labels::gap(gap))
                name="record"
                help=tr!(visit.record_help)
                maxlength=LongText::MOST
                error=field_error(action, "record")
                required=true
            />
            {people}
            <Submit text=tr!(visit.act_record) tone=ButtonTone::Secondary pending=action.pending() />
        </ActForm>
    }
    .into_any()
}
