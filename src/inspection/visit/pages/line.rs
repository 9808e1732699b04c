//! One line of a sheet: the entry in the form that its kind asks for, the reason, the proof.

use leptos::{ev::Event, html, prelude::*};

use super::{
    proof,
    score::{Desk, area_of},
    steps,
};
use crate::{
    evidence::label::{camera, file_check},
    i18n::tr,
    inspection::{
        rules::scoring::{self, Indicator, IndicatorKind, Sheet, SheetArea},
        visit::{
            model::{Line, ScorePage},
            rules::{self, Shortfall, field},
        },
    },
    kernel::points::Points,
    page::{UploadForm, UploadState, form_key, type_into, uploading},
    ui::{ButtonTone, CheckField, HiddenField, Icon, SelectField, Submit, TextField, field_id, judge_files},
    words,
};

/// The line of an indicator.
pub(super) fn view(page: &ScorePage, indicator: &Indicator, desk: Desk) -> AnyView {
    let code = indicator.code.clone();
    let words = page.words.get(&code);
    let (text, rule) = words.map(|words| (words.text.clone(), words.rule.clone())).unwrap_or_default();
    let grades = words.map(|words| words.grades.clone()).unwrap_or_default();
    let line = page.draft.lines.get(&code).cloned().unwrap_or_default();
    let known = StoredValue::new(indicator.clone());
    let lacks = Memo::new(move |_| known.with_value(|indicator| lacks(desk, indicator)));
    let class = move || match lacks.with(|lacks| lacks.first().cloned()) {
        None => "ind",
        Some(Shortfall::Entry(_)) => "ind todo",
        Some(Shortfall::Reason(_) | Shortfall::Proof(_)) => "ind open",
    };
    let heading = format!("i-{code}");
    let labelled_by = heading.clone();
    let fields = (entry_field(indicator, &grades, &line), reason_and_proof(page, indicator, &line, lacks));
    view! {
        <section class=class aria-labelledby=labelled_by>
            <div class="line">
                <h3 id=heading>
                    <span class="qn">{code.clone()}</span>
                    {text}
                </h3>
                <p class="pts">{points(desk, indicator)}</p>
            </div>
            <p class="sm soft">{rule}</p>
            {fields}
        </section>
    }
    .into_any()
}

/// What the line lacks, by the very rules of the server.
fn lacks(desk: Desk, indicator: &Indicator) -> Vec<Shortfall> {
    desk.page.with_value(|page| {
        let code = &indicator.code;
        let may_leave_out = page.words.get(code).is_some_and(|words| words.may_be_not_applicable);
        let has_files = page.draft.evidence.get(code).is_some_and(|files| !files.is_empty());
        desk.lines.with(|lines| {
            let none = Line::default();
            let line = lines.get(code).unwrap_or(&none);
            rules::shortfalls(indicator, line, may_leave_out, has_files, page.steps.len())
        })
    })
}

/// What the entry earns, of how much.
fn points(desk: Desk, indicator: &Indicator) -> AnyView {
    let max = indicator.max();
    let indicator = indicator.clone();
    let earned = move || {
        let entry = desk.lines.with(|lines| lines.get(&indicator.code).map(|line| rules::read_entry(&indicator, line)));
        match entry {
            Some(Ok(Some(entry))) => match scoring::indicator_score(&indicator, &entry) {
                Ok(Some(points)) => Points(points).to_string(),
                Ok(None) => tr!(visit.entry_not_applicable),
                Err(_) => tr!(visit.not_scored),
            },
            Some(Ok(None) | Err(_)) | None => tr!(visit.not_scored),
        }
    };
    view! {
        <b>{earned}</b>
        {max.map(|max| format!(" / {}", Points(max)))}
    }
    .into_any()
}

fn entry_field(indicator: &Indicator, grades: &[String], line: &Line) -> AnyView {
    match &indicator.kind {
        IndicatorKind::Deduct { per_event, cap, .. } => {
            let unit = tr!(visit.times_deduct, points = Points(*per_event), cap = Points(*cap));
            counter(&indicator.code, line, unit)
        }
        IndicatorKind::Penalty { per_event, cap } => {
            let unit = tr!(visit.times_penalty, points = Points(*per_event), cap = Points(*cap));
            counter(&indicator.code, line, unit)
        }
        IndicatorKind::Bonus { per_event, cap } => {
            let unit = tr!(visit.times_bonus, points = Points(*per_event), cap = Points(*cap));
            counter(&indicator.code, line, unit)
        }
        IndicatorKind::Range { low, high, .. } => amount(&indicator.code, line, *low, *high),
        IndicatorKind::Tier { values, .. } => {
            let options = values.iter().enumerate().map(|(at, value)| {
                let points = Points(*value).to_string();
                let text = grades.get(at).map_or_else(|| points.clone(), |grade| format!("{grade} {points}"));
                (points, text)
            });
            choices(&indicator.code, line, options.collect())
        }
        IndicatorKind::YesNo { max } => {
            let yes = ("yes".to_owned(), tr!(visit.yes_gives, points = Points(*max)));
            choices(&indicator.code, line, vec![yes, ("no".to_owned(), tr!(visit.no_gives))])
        }
    }
}

/// A number of events with two large buttons. The buttons are of use only with a script, so they appear with it; the
/// field itself counts by the keys of the browser.
fn counter(code: &str, line: &Line, unit: String) -> AnyView {
    let name = field(code, "entry");
    let id = field_id(&name);
    let (heading, named_by) = names(code, &id);
    let is_alive = RwSignal::new(false);
    Effect::new(move || is_alive.set(true));
    let place = NodeRef::<html::Input>::new();
    let step = move |by: i64| {
        move |_| {
            if let Some(input) = place.get_untracked() {
                let count: i64 = input.value().trim().parse().unwrap_or(0);
                type_into(&input, &(count + by).clamp(0, 999).to_string());
            }
        }
    };
    let (less, more) = (step(-1), step(1));
    view! {
        <div class="count-in">
            <button class="btn" type="button" aria-label=tr!(visit.less) aria-describedby=heading.clone() aria-controls=id.clone() hidden=move || !is_alive.get() on:click=less>
                <Icon name="minus" />
            </button>
            <input
                class="in num"
                type="number"
                inputmode="numeric"
                min="0"
                max="999"
                id=id.clone()
                name=name
                value=line.entry.clone()
                node_ref=place
                aria-label=tr!(visit.how_often)
                aria-labelledby=named_by
            />
            <button class="btn" type="button" aria-label=tr!(visit.more) aria-describedby=heading aria-controls=id hidden=move || !is_alive.get() on:click=more>
                <Icon name="plus" />
            </button>
            <span class="sm soft">{unit}</span>
        </div>
    }
    .into_any()
}

/// An amount between two bounds.
fn amount(code: &str, line: &Line, low: i64, high: i64) -> AnyView {
    let name = field(code, "entry");
    let id = field_id(&name);
    let (_, named_by) = names(code, &id);
    let (low, high) = (Points(low).to_string(), Points(high).to_string());
    view! {
        <div class="count-in">
            <input
                class="in num"
                type="number"
                inputmode="decimal"
                step="0.01"
                min=low.clone()
                max=high.clone()
                id=id
                name=name
                value=line.entry.clone()
                aria-label=tr!(visit.how_much)
                aria-labelledby=named_by
            />
            <span class="sm soft">{tr!(visit.between, low = low, high = high)}</span>
        </div>
    }
    .into_any()
}

fn choices(code: &str, line: &Line, options: Vec<(String, String)>) -> AnyView {
    let name = field(code, "entry");
    let typed = Points::parse(&line.entry);
    let chosen = line.entry.clone();
    let radios = options.into_iter().map(|(value, text)| {
        // «3» and «3.00» are the same value.
        let same = typed.is_some() && Points::parse(&value) == typed;
        let checked = same || value == chosen;
        view! {
            <label>
                <input type="radio" name=name.clone() value=value checked=checked />
                {text}
            </label>
        }
    });
    let radios = radios.collect::<Vec<_>>();
    let (id, (heading, _)) = (field_id(&field(code, "entry")), names(code, ""));
    view! { <div class="pick dense" role="radiogroup" aria-labelledby=heading id=id>{radios}</div> }.into_any()
}

/// What names the entry of an indicator to a screen reader: its heading, and the heading with the field's own name.
fn names(code: &str, id: &str) -> (String, String) {
    let heading = format!("i-{code}");
    let named_by = format!("{heading} {id}");
    (heading, named_by)
}

fn reason_and_proof(page: &ScorePage, indicator: &Indicator, line: &Line, lacks: Memo<Vec<Shortfall>>) -> AnyView {
    let code = indicator.code.clone();
    let files = page.draft.evidence.get(&code).cloned().unwrap_or_default();
    let leave_out = page.words.get(&code).is_some_and(|words| words.may_be_not_applicable);
    let leave_out = leave_out.then(|| {
        view! {
            <CheckField
                label=tr!(visit.not_applicable)
                name=field(&code, "not_applicable")
                checked=line.not_applicable
                help=tr!(visit.not_applicable_help)
            />
        }
    });
    let open = !line.reason.is_empty() || !line.unproved.is_empty() || !line.record.is_empty() || line.not_applicable;
    let finding = format!("/visits/{}?indicator={code}#finding-form", page.visit.visit);
    let wants = move || lacks.with(|lacks| lacks.iter().any(|lack| !matches!(lack, Shortfall::Entry(_))));
    let (reason_error, proof_error) = (said(lacks, is_reason), said(lacks, is_proof));
    let findings = proof::findings_of(page, &code);
    let fields = fields(page, &code, line, reason_error, proof_error);
    view! {
        {move || mark(lacks)}
        {steps::file_list(&page.files, &files)}
        {findings}
        <div class="evid">
            {form_key(Some(photo_id(&code)))} {camera("file", photo_id(&code))} {file_input(&code)} <a class="sm" href=finding>{tr!(visit.note_finding)}</a>
        </div>
        <UploadState form=photo_id(&code) />
        <UploadState form=upload_id(&code) />
        <details class="acc bare" open=move || open || wants()>
            <summary>
                <Icon name="right" />
                {tr!(visit.reason_and_proof)}
            </summary>
            <div class="stack gap-s">{fields} {leave_out}</div>
        </details>
    }
    .into_any()
}

fn fields(
    page: &ScorePage,
    code: &str,
    line: &Line,
    reason_error: Signal<Option<String>>,
    proof_error: Signal<Option<String>>,
) -> AnyView {
    let records = steps::record_choices(&page.steps);
    view! {
        <TextField
            label=tr!(visit.reason)
            name=field(code, "reason")
            value=line.reason.clone()
            error=reason_error
        />
        <SelectField
            label=tr!(visit.proved_by_record)
            name=field(code, "record")
            options=records
            value=line.record.clone()
        />
        <TextField
            label=tr!(visit.unproved)
            name=field(code, "unproved")
            value=line.unproved.clone()
            help=tr!(visit.unproved_help)
            error=proof_error
        />
    }
    .into_any()
}

fn is_reason(lack: &Shortfall) -> Option<String> {
    match lack {
        Shortfall::Reason(fault) => Some(words::fault_text(fault)),
        Shortfall::Entry(_) | Shortfall::Proof(_) => None,
    }
}

fn is_proof(lack: &Shortfall) -> Option<String> {
    match lack {
        Shortfall::Proof(fault) => Some(words::fault_text(fault)),
        Shortfall::Entry(_) | Shortfall::Reason(_) => None,
    }
}

fn said(lacks: Memo<Vec<Shortfall>>, which: fn(&Shortfall) -> Option<String>) -> Signal<Option<String>> {
    Signal::derive(move || lacks.with(|lacks| lacks.iter().find_map(which)))
}

/// What is still missing, in words beside the entry.
fn mark(lacks: Memo<Vec<Shortfall>>) -> AnyView {
    let Some(first) = lacks.with(|lacks| lacks.first().cloned()) else { return ().into_any() };
    match first {
        Shortfall::Entry(crate::kernel::fault::Fault::Missing) => {
            view! { <span class="sm dim">{tr!(visit.not_scored_yet)}</span> }.into_any()
        }
        Shortfall::Entry(fault) => need(words::fault_text(&fault)),
        Shortfall::Reason(_) => need(tr!(visit.needs_reason)),
        Shortfall::Proof(_) => need(tr!(visit.needs_proof)),
    }
}

/// A sentence of what is missing.
pub(super) fn need(text: String) -> AnyView {
    view! {
        <span class="sm need-ev">
            <Icon name="alert" />
            {text}
        </span>
    }
    .into_any()
}

/// A file field that belongs to a form below the sheet: forms do not stand in forms.
fn file_input(code: &str) -> AnyView {
    let form = upload_id(code);
    let id = field_id(&format!("file-{code}"));
    let check = file_check();
    let judge = move |change: Event| {
        judge_files(&check, &change);
    };
    view! {
        {form_key(Some(form.clone()))}
        <label class="sm icon-text" for=id.clone()>
            <Icon name="camera" />
            {tr!(visit.add_files)}
        </label>
        <input
            type="file"
            id=id
            name="file"
            form=form.clone()
            accept=steps::accept()
            multiple=true
            required=true
            on:change=judge
        />
        <Submit text=tr!(visit.upload) tone=ButtonTone::Secondary small=true icon="upload" form pending=uploading() />
    }
    .into_any()
}

fn upload_id(code: &str) -> String {
    format!("up-{code}")
}

fn photo_id(code: &str) -> String {
    format!("photo-{code}")
}

/// The forms that the file fields of an area belong to.
pub(super) fn upload_targets(page: &ScorePage, area: &SheetArea) -> AnyView {
    let action = format!("/visits/{}/evidence", page.visit.visit);
    let forms = area.indicators.iter().flat_map(|indicator| {
        let of = format!("indicator:{}", indicator.code);
        [photo_id(&indicator.code), upload_id(&indicator.code)].map(|id| {
            let of = of.clone();
            view! {
                <UploadForm action=action.clone() id is_told_elsewhere=true>
                    <HiddenField name="of" value=of />
                </UploadForm>
            }
        })
    });
    forms.collect::<Vec<_>>().into_any()
}

/// Takes what is typed anywhere in the sheet into the lines, by the name of the field.
pub(super) fn note(desk: Desk, typed: &Event) {
    use leptos::wasm_bindgen::JsCast;
    let Some(target) = typed.target() else { return };
    let Some(name) = target.dyn_ref::<leptos::web_sys::Element>().and_then(|field| field.get_attribute("name")) else {
        return;
    };
    let Some((code, part)) = split(&name) else { return };
    let (value, checked) = (event_target_value(typed), event_target_checked(typed));
    change(desk, code, |line| match part {
        "entry" => line.entry = value,
        "reason" => line.reason = value,
        "record" => line.record = value,
        "unproved" => line.unproved = value,
        "not_applicable" => line.not_applicable = checked,
        // A field of the kit's own, such as a search box: none of a line's.
        _ => {}
    });
}

fn change(desk: Desk, code: &str, change: impl FnOnce(&mut Line)) {
    desk.lines.update(|lines| change(lines.entry(code.to_owned()).or_default()));
}

/// `lines[F1.2][entry]` is the part `entry` of `F1.2`.
fn split(name: &str) -> Option<(&str, &str)> {
    let (code, part) = name.strip_prefix("lines[")?.split_once("][")?;
    Some((code, part.strip_suffix(']')?))
}

/// Where a fault of this field is mended, and what it is called.
pub(super) fn place(sheet: &Sheet, name: &str) -> (String, String) {
    match split(name) {
        Some((code, _)) => {
            let area = area_of(sheet, code).unwrap_or_default();
            (format!("?area={area}#i-{code}"), code.to_owned())
        }
        None => ("?".to_owned(), tr!(visit.score)),
    }
}
