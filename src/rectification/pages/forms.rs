//! The forms of an entry's steps. A form is shown exactly when the rules and the permission table allow its step.

use leptos::prelude::*;

use super::super::{
    api::{
        AppointVerifier, AskExtension, GrantExtension, OrderEntry, PreparePlan, RecordOnSite, ReportProgress, TakeStep,
    },
    label,
    model::{EntryPage as Model, FileName, Step},
    rules,
};
use super::story::listed_with;
use crate::{
    evidence::{
        label::{camera, file_check},
        rules::{ACCEPT, MOST_FILES, MOST_MIB},
    },
    i18n::tr,
    inspection::plan::label::person,
    kernel::{
        sending::FILES_MIB,
        text::{Note, Title},
    },
    page::{
        Act, ActForm, FormGuard, Outcome, Sent, UploadForm, field_error, form_errors, form_key, successes, uploading,
    },
    ui::{ButtonTone, Choice, FileDrop, HiddenField, SelectField, Submit, TextArea, TextField},
    words::{unlisted_years_of_due, working_days},
};

/// What the forms of the page send. Each form has an action of its own, so that a refusal shows where it belongs.
#[derive(Clone, Copy)]
pub(super) struct Actions {
    order: Act<OrderEntry>,
    plan: Act<PreparePlan>,
    report: Act<ReportProgress>,
    ask: Act<AskExtension>,
    grant: Act<GrantExtension>,
    appoint: Act<AppointVerifier>,
    plain: [Act<TakeStep>; Step::ALL.len()],
    on_site: [Act<RecordOnSite>; Step::ALL.len()],
}

impl Actions {
    pub(super) fn new() -> Self {
        Self {
            order: Act::new(),
            plan: Act::new(),
            report: Act::new(),
            ask: Act::new(),
            grant: Act::new(),
            appoint: Act::new(),
            plain: Step::ALL.map(|_| Act::new()),
            on_site: Step::ALL.map(|_| Act::new()),
        }
    }

    /// Counts what was carried out: the page is loaded again for it, and not for a refusal, which would take away what
    /// was typed.
    pub(super) fn done(self) -> Memo<u32> {
        let single: [Outcome; 6] = [
            self.order.into(),
            self.plan.into(),
            self.report.into(),
            self.ask.into(),
            self.grant.into(),
            self.appoint.into(),
        ];
        let (plain, on_site) = (self.plain.map(Outcome::from), self.on_site.map(Outcome::from));
        successes(single.into_iter().chain(plain).chain(on_site))
    }
}

/// A form around the fields of a step.
fn step_form(
    action: Sent,
    page: &Model,
    step: Step,
    tone: ButtonTone,
    labels: Vec<(&'static str, String)>,
    fields: AnyView,
) -> AnyView {
    let (seen, entry) = (Signal::stored(page.entry.version), page.entry.entry.to_string());
    // The one act that the page is for stays in sight on a narrow screen.
    let acts = if tone == ButtonTone::Primary { "acts stick" } else { "acts" };
    view! {
        <ActForm action class="stack">
            <FormGuard action seen />
            <HiddenField name="entry" value=entry />
            {form_errors(action, labels)}
            {fields}
            <div class=acts>
                <Submit text=label::act(step) tone pending=action.pending() />
            </div>
        </ActForm>
    }
    .into_any()
}

/// The form of a step.
pub(super) fn form(actions: Actions, page: &Model, step: Step, tone: ButtonTone) -> AnyView {
    match step {
        Step::Order => order(actions.order, page, tone),
        Step::PreparePlan => plan(actions.plan, page, tone),
        Step::Report => report(actions.report, page, tone),
        Step::Attach | Step::AttachOnSite => attach(page, step),
        Step::AskExtension => ask(actions.ask, page, tone),
        Step::GrantExtension => grant(actions.grant, page, tone),
        Step::AppointVerifier => appoint(actions.appoint, page, tone),
        Step::Verify | Step::FailVerification | Step::Reopen => on_site(actions.on_site[place(step)], page, step, tone),
        Step::Receive
        | Step::SignPlan
        | Step::ApprovePlan
        | Step::ReturnPlan
        | Step::RefuseExtension
        | Step::PrepareClosure
        | Step::HandBack
        | Step::SignClosure
        | Step::AcceptMaterials
        | Step::ReturnClosure
        | Step::Close
        | Step::Archive => plain(actions.plain[place(step)], page, step, tone),
    }
}

fn place(step: Step) -> usize {
    Step::ALL.iter().position(|known| *known == step).unwrap_or_default()
}

/// An id of its own, for two forms of the page may have a field of the same name.
fn id(step: Step, field: &str) -> String {
    format!("f-{}-{field}", place(step))
}

fn order(action: Act<OrderEntry>, page: &Model, tone: ButtonTone) -> AnyView {
    let labels = vec![("due", tr!(rectification.due)), ("text", tr!(rectification.order_text))];
    let years = unlisted_years_of_due(&page.unlisted_years).map(|text| view! { <p class="sm dim">{text}</p> });
    let fields = view! {
        <TextField
            label=tr!(rectification.due)
            name="due"
            kind="date"
            value=page.default_due.to_string()
            min=page.today.to_string()
            help=tr!(rectification.due_default, days = working_days(page.default_days.into()))
            required=true
            error=field_error(action, "due")
        />
        {years}
        <TextArea
            label=tr!(rectification.order_text)
            name="text"
            value=tr!(rectification.order_text_default)
            maxlength=Note::MOST
            required=true
            error=field_error(action, "text")
        />
    }
    .into_any();
    step_form(action.into(), page, Step::Order, tone, labels, fields)
}

fn plan(action: Act<PreparePlan>, page: &Model, tone: ButtonTone) -> AnyView {
    let labels = vec![
        ("measures", tr!(rectification.measures)),
        ("responsible", tr!(rectification.responsible)),
        ("milestones", tr!(rectification.milestones)),
    ];
    let before = page.entry.measures.clone();
    let text =
        |read: fn(&super::super::model::RectificationPlan) -> String| before.as_ref().map(read).unwrap_or_default();
    let fields = view! {
        <TextArea
            label=tr!(rectification.measures)
            name="measures"
            value=text(|plan| plan.measures.to_string())
            help=tr!(rectification.measures_help)
            rows=6
            maxlength=Note::MOST
            required=true
            error=field_error(action, "measures")
        />
        <TextField
            label=tr!(rectification.responsible)
            name="responsible"
            value=text(|plan| plan.responsible.to_string())
            help=tr!(rectification.responsible_help)
            maxlength=Title::MOST
            required=true
            error=field_error(action, "responsible")
        />
        <TextArea
            label=tr!(rectification.milestones)
            name="milestones"
            value=text(|plan| plan.milestones.as_ref().map(ToString::to_string).unwrap_or_default())
            help=tr!(rectification.milestones_help)
            mark=tr!(ui.optional)
            maxlength=Note::MOST
            error=field_error(action, "milestones")
        />
        {pending(page, Step::Attach)}
    }
    .into_any();
    step_form(action.into(), page, Step::PreparePlan, tone, labels, fields)
}

fn report(action: Act<ReportProgress>, page: &Model, tone: ButtonTone) -> AnyView {
    let labels = vec![("text", tr!(rectification.report_text)), ("percent", tr!(rectification.percent))];
    let fields = view! {
        <TextArea
            label=tr!(rectification.report_text)
            name="text"
            id=id(Step::Report, "text")
            help=tr!(rectification.report_help)
            maxlength=Note::MOST
            required=true
            error=field_error(action, "text")
        />
        <TextField
            label=tr!(rectification.percent)
            name="percent"
            kind="number"
            min="0"
            max="100"
            unit="%"
            mark=tr!(ui.optional)
            error=field_error(action, "percent")
        />
        {pending(page, Step::Attach)}
    }
    .into_any();
    step_form(action.into(), page, Step::Report, tone, labels, fields)
}

/// Files that were uploaded and go with what is handed in or recorded next; where there are none, by which act some are.
fn pending(page: &Model, by: Step) -> AnyView {
    if page.entry.pending.is_empty() {
        return view! { <p class="sm dim">{tr!(rectification.no_pending, act = label::act(by))}</p> }.into_any();
    }
    view! {
        <div>
            <p class="sm soft">{tr!(rectification.pending)}</p>
            {listed_with(&page.entry.pending, &page.files, |file| page.takes_out.then(|| removal(page, file)))}
        </div>
    }
    .into_any()
}

/// The id of the form to which all buttons belong that take a file out: they stand within others, and forms are not
/// nested.
const REMOVAL: &str = "remove-file";

/// The button that takes a file out.
fn removal(page: &Model, file: &FileName) -> AnyView {
    let to = format!("/ledger/{}/evidence/{}/remove", page.entry.entry, file.evidence);
    view! {
        <button type="submit" class="btn small quiet" form=REMOVAL formaction=to formmethod="post">
            {tr!(rectification.remove)}
            <span class="vh">{file.name.clone()}</span>
        </button>
    }
    .into_any()
}

/// The form of the buttons that take a file out, beside all others.
pub(super) fn removal_form(page: &Model) -> AnyView {
    let action = format!("/ledger/{}/evidence", page.entry.entry);
    page.takes_out.then(|| view! { <form id=REMOVAL method="post" action=action></form> }).into_any()
}

/// A plain form to a plain route: files do not go through a server function. On site there is a camera beside it.
fn attach(page: &Model, step: Step) -> AnyView {
    let action = format!("/ledger/{}/evidence", page.entry.entry);
    let photograph = (step == Step::AttachOnSite).then(|| {
        let action = action.clone();
        view! {
            <UploadForm action id="photo">
                {form_key(None)}
                {camera("files", "photo".to_owned())}
            </UploadForm>
        }
    });
    view! {
        {photograph}
        <UploadForm action id="upload" class="stack">
            {form_key(None)}
            <FileDrop
                label=tr!(rectification.files)
                name="files"
                accept=ACCEPT
                multiple=true
                required=true
                check=file_check()
                help=tr!(rectification.files_help, count = MOST_FILES, size = MOST_MIB, all = FILES_MIB)
            />
            <div class="acts">
                <Submit text=label::act(step) tone=ButtonTone::Secondary pending=uploading() />
            </div>
        </UploadForm>
    }
    .into_any()
}

fn ask(action: Act<AskExtension>, page: &Model, tone: ButtonTone) -> AnyView {
    let labels = vec![("until", tr!(rectification.until)), ("text", tr!(rectification.reason))];
    let fields = view! {
        <TextField
            label=tr!(rectification.until)
            name="until"
            id=id(Step::AskExtension, "until")
            kind="date"
            min=rules::first_day_of_more_time(&page.entry, page.today).to_string()
            help=tr!(rectification.ask_help)
            required=true
            error=field_error(action, "until")
        />
        <TextArea
            label=tr!(rectification.reason)
            name="text"
            id=id(Step::AskExtension, "text")
            maxlength=Note::MOST
            required=true
            error=field_error(action, "text")
        />
    }
    .into_any();
    step_form(action.into(), page, Step::AskExtension, tone, labels, fields)
}

fn grant(action: Act<GrantExtension>, page: &Model, tone: ButtonTone) -> AnyView {
    let labels = vec![("until", tr!(rectification.new_due)), ("text", tr!(rectification.remark))];
    let asked = page.entry.extension.clone();
    let until = asked.as_ref().map(|asked| asked.until.to_string()).unwrap_or_default();
    let reason = asked.map(|asked| {
        let text = tr!(
            rectification.asked_because,
            name = asked.asked.name.clone(),
            date = asked.until,
            reason = asked.reason.to_string()
        );
        view! { <p class="quote">{text}</p> }
    });
    let fields = view! {
        {reason}
        <TextField
            label=tr!(rectification.new_due)
            name="until"
            id=id(Step::GrantExtension, "until")
            kind="date"
            value=until
            min=rules::first_day_of_more_time(&page.entry, page.today).to_string()
            required=true
            error=field_error(action, "until")
        />
        <TextArea
            label=tr!(rectification.remark)
            name="text"
            id=id(Step::GrantExtension, "text")
            mark=tr!(ui.optional)
            rows=2
            maxlength=Note::MOST
            error=field_error(action, "text")
        />
    }
    .into_any();
    step_form(action.into(), page, Step::GrantExtension, tone, labels, fields)
}

/// The office appoints another verifier, with a reason, in the place of the group or of whoever was appointed before; where
/// nobody can verify, it is told what helps.
fn appoint(action: Act<AppointVerifier>, page: &Model, tone: ButtonTone) -> AnyView {
    if page.verifiers.is_empty() {
        return view! { <p>{tr!(rectification.no_verifier)}</p> }.into_any();
    }
    let labels = vec![("verifier", tr!(rectification.verifier)), ("text", tr!(rectification.reason))];
    let choices = page.verifiers.iter().map(|one| Choice::new(one.inspector.as_str(), person(one)));
    let options = std::iter::once(Choice::new("", tr!(visit.choose))).chain(choices).collect::<Vec<_>>();
    let (text, help) = if page.vacant {
        (tr!(rectification.appoint_text), tr!(rectification.appoint_reason_help))
    } else {
        (tr!(rectification.replace_text), tr!(rectification.replace_reason_help))
    };
    let fields = view! {
        <p class="sm">{text}</p>
        <SelectField
            label=tr!(rectification.verifier)
            name="verifier"
            options
            error=field_error(action, "verifier")
            required=true
        />
        <TextArea
            label=tr!(rectification.reason)
            name="text"
            id=id(Step::AppointVerifier, "text")
            help
            maxlength=Note::MOST
            required=true
            error=field_error(action, "text")
        />
    }
    .into_any();
    step_form(action.into(), page, Step::AppointVerifier, tone, labels, fields)
}

fn on_site(action: Act<RecordOnSite>, page: &Model, step: Step, tone: ButtonTone) -> AnyView {
    let labels = vec![("on", tr!(rectification.on)), ("text", tr!(rectification.seen))];
    let earliest = rules::first_day_on_site(&page.entry).to_string();
    let help = if step == Step::Reopen {
        tr!(rectification.on_help_closed, earliest = earliest.clone())
    } else {
        tr!(rectification.on_help, earliest = earliest.clone())
    };
    let fields = view! {
        <HiddenField name="step" value=code(step) />
        <TextField
            label=tr!(rectification.on)
            name="on"
            id=id(step, "on")
            kind="date"
            value=page.today.to_string()
            help
            min=earliest
            max=page.today.to_string()
            required=true
            error=field_error(action, "on")
        />
        <TextArea
            label=tr!(rectification.seen)
            name="text"
            id=id(step, "text")
            help=tr!(rectification.seen_help)
            maxlength=Note::MOST
            required=true
            error=field_error(action, "text")
        />
        {pending(page, Step::AttachOnSite)}
    }
    .into_any();
    step_form(action.into(), page, step, tone, labels, fields)
}

/// A step that needs at most words.
fn plain(action: Act<TakeStep>, page: &Model, step: Step, tone: ButtonTone) -> AnyView {
    let (label, needed) = match words_of(step) {
        Words::None => (String::new(), false),
        Words::Remark => (tr!(rectification.remark), false),
        Words::Reason => (tr!(rectification.reason), true),
        Words::Account => (tr!(rectification.closure_text), true),
    };
    let labels = vec![("text", label.clone()), ("unproved", tr!(rectification.unproved))];
    let asks = !label.is_empty();
    let text = asks.then(|| {
        let mark = if needed { String::new() } else { tr!(ui.optional) };
        view! {
            <TextArea
                label
                name="text"
                id=id(step, "text")
                mark
                rows=3
                maxlength=Note::MOST
                required=needed
                error=field_error(action, "text")
            />
        }
    });
    let takes_rest = matches!(step, Step::Close | Step::Archive) && !page.entry.pending.is_empty();
    let files = match step {
        Step::PrepareClosure => Some(proof(action, page)),
        _ => takes_rest.then(|| pending(page, Step::Attach)),
    };
    let fields = view! {
        <HiddenField name="step" value=code(step) />
        {declaration(step).map(|sentence| view! { <p class="sm soft">{sentence}</p> })}
        {text}
        {files}
    }
    .into_any();
    step_form(action.into(), page, step, tone, labels, fields)
}

/// What proves a closure: the files that wait or, where none does, why there can be none.
fn proof(action: Act<TakeStep>, page: &Model) -> AnyView {
    let reason = page.entry.pending.is_empty().then(|| {
        view! {
            <TextArea
                label=tr!(rectification.unproved)
                name="unproved"
                help=tr!(rectification.unproved_help)
                rows=2
                maxlength=Note::MOST
                required=true
                error=field_error(action, "unproved")
            />
        }
    });
    view! {
        {pending(page, Step::Attach)}
        {reason}
    }
    .into_any()
}

/// Which words a plain step takes.
enum Words {
    None,
    Remark,
    Reason,
    Account,
}

const fn words_of(step: Step) -> Words {
    match step {
        Step::ApprovePlan | Step::AcceptMaterials | Step::Close => Words::Remark,
        Step::ReturnPlan | Step::RefuseExtension | Step::HandBack | Step::ReturnClosure => Words::Reason,
        Step::PrepareClosure => Words::Account,
        Step::Receive | Step::SignPlan | Step::SignClosure | Step::Archive => Words::None,
        // These have forms of their own.
        Step::Order
        | Step::PreparePlan
        | Step::Report
        | Step::Attach
        | Step::AskExtension
        | Step::GrantExtension
        | Step::AppointVerifier
        | Step::AttachOnSite
        | Step::Verify
        | Step::FailVerification
        | Step::Reopen => Words::None,
    }
}

/// What somebody answers for with this step, in a sentence above the button.
fn declaration(step: Step) -> Option<String> {
    match step {
        Step::SignPlan => Some(tr!(rectification.sign_plan_declaration)),
        Step::SignClosure => Some(tr!(rectification.sign_declaration)),
        Step::Close => Some(tr!(rectification.close_declaration)),
        Step::Receive => Some(tr!(rectification.receive_declaration)),
        Step::Order
        | Step::PreparePlan
        | Step::ApprovePlan
        | Step::ReturnPlan
        | Step::Report
        | Step::Attach
        | Step::AskExtension
        | Step::GrantExtension
        | Step::RefuseExtension
        | Step::PrepareClosure
        | Step::HandBack
        | Step::AcceptMaterials
        | Step::ReturnClosure
        | Step::AppointVerifier
        | Step::AttachOnSite
        | Step::Verify
        | Step::FailVerification
        | Step::Archive
        | Step::Reopen => None,
    }
}

/// The stored word of a step, as the server reads it.
fn code(step: Step) -> String {
    step.code().to_owned()
}
