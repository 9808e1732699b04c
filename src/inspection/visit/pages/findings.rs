//! Problems and good practices (Art. 10). A finding leads to its indicator on the sheet, and the sheet back to it.

use leptos::prelude::*;

use super::{
    labels, line,
    record::{Acts, Chosen},
    steps,
};
use crate::{
    i18n::tr,
    inspection::{
        model::{Finding, GoodPractice, Severity},
        visit::{
            model::{StepChoice, VisitPage},
            rules::{self, VisitStep},
        },
    },
    kernel::{
        actor::Actor,
        ids::EntryId,
        text::{LongText, Note, Title},
        unit_kind::Area,
    },
    page::{ActForm, FormGuard, ReasonDialog, field_error, form_errors, moment_text},
    ui::{Badge, ButtonTone, Choice, HiddenField, SelectField, Sheet, Submit, TextArea, TextField},
};

/// The problems in order of number, and the form for one more or for the one that the address names.
pub(super) fn findings_sheet(page: &VisitPage, actor: &Actor, acts: Acts, chosen: &Chosen) -> AnyView {
    let visit = &page.visit;
    let writes = rules::may(actor, visit, VisitStep::Note);
    if visit.findings.is_empty() && !writes {
        return ().into_any();
    }
    let none = visit.findings.is_empty().then(|| view! { <p class="soft">{tr!(visit.no_findings)}</p> });
    let list = visit.findings.iter().map(|finding| item(page, finding, writes, actor, acts));
    let list = list.collect::<Vec<_>>();
    let edited = chosen.finding.and_then(|number| visit.findings.iter().find(|finding| finding.number == number));
    let form = writes.then(|| form(page, edited, chosen.indicator.as_deref(), acts));
    view! {
        <Sheet title=tr!(visit.findings) note=tr!(visit.findings_note) article=tr!(visit.article_10) id="findings">
            {none}
            <ol class="story">{list}</ol>
            {form}
        </Sheet>
    }
    .into_any()
}

fn item(page: &VisitPage, finding: &Finding, writes: bool, actor: &Actor, acts: Acts) -> AnyView {
    let number = finding.number;
    let (text, tone) = labels::severity(finding.severity);
    let indicator = finding.indicator.as_ref().map(|code| indicator_link(page, code, actor));
    let proof = (proving_record(page, finding), steps::file_list(&page.files, &finding.evidence));
    let lacks = writes && rules::unproved_findings(&page.visit).iter().any(|unproved| unproved.number == number);
    let lacks = lacks.then(|| line::need(tr!(visit.finding_needs_proof)));
    let entry = entry_link(page, number);
    let who = tr!(visit.written_by, name = finding.signed.name.clone(), at = moment_text(finding.signed.at));
    let acts = writes.then(|| item_acts(page, number, acts));
    view! {
        <li id=format!("finding-{number}")>
            <div class="line">
                <h3>{tr!(visit.finding_numbered, number = number, title = finding.title.to_string())}</h3>
                <Badge text tone />
            </div>
            <span class="who">{labels::area_with_number(finding.area)} " " {indicator}</span>
            <p>{finding.detail.to_string()}</p>
            <p class="quote">{tr!(visit.advice_is, advice = finding.advice.to_string())}</p>
            {proof} {lacks}
            <span class="who">{who}</span>
            {entry} {acts}
        </li>
    }
    .into_any()
}

/// The indicator in words; a link to its line for whoever sees the sheet.
fn indicator_link(page: &VisitPage, code: &str, actor: &Actor) -> AnyView {
    let known = page.indicators.iter().find(|indicator| indicator.code == code);
    let text = known.map_or_else(|| code.to_owned(), |known| format!("{code} {}", known.text));
    if actor.role.is_of_unit() {
        return text.into_any();
    }
    let area = known.map(|known| known.area).unwrap_or_default();
    let href = format!("/visits/{}/score?area={area}#i-{code}", page.visit.visit);
    view! { <a href=href>{text}</a> }.into_any()
}

/// The step record that proves the finding, as a link to it. Nothing for the unit, which does not see the records.
fn proving_record(page: &VisitPage, finding: &Finding) -> Option<AnyView> {
    let number = finding.record.filter(|_| !page.visit.steps.is_empty())?;
    let link = view! {
        <p class="sm">
            <a href=format!("#step-{number}") rel="external">
                {tr!(visit.finding_proof, number = number)}
            </a>
        </p>
    };
    Some(link.into_any())
}

/// The entry of the ledger that came of the finding; whoever reads the visit reads it too.
fn entry_link(page: &VisitPage, number: u32) -> Option<AnyView> {
    let id = EntryId::of(&page.visit.visit, number);
    page.entries.contains(&id).then(|| {
        let href = format!("/ledger/{id}");
        view! {
            <p class="sm">
                <a href=href>{tr!(visit.finding_entry, entry = id.to_string())}</a>
            </p>
        }
        .into_any()
    })
}

fn item_acts(page: &VisitPage, number: u32, acts: Acts) -> AnyView {
    let visit = page.visit.visit.to_string();
    let upload = steps::upload_form(&visit, &format!("finding:{number}"));
    view! {
        {upload}
        <div class="rowf">
            <a href=format!("?finding={number}#finding-form")>{tr!(visit.change_finding)}</a>
            <ReasonDialog
                action=acts.remove_finding
                seen=page.visit.version
                id=format!("remove-{number}")
                title=tr!(visit.remove_finding_title, number = number)
                act=tr!(visit.remove)
                in_row=true
                label=tr!(visit.reason)
            >
                <HiddenField name="visit" value=visit />
                <HiddenField name="number" value=number.to_string() />
            </ReasonDialog>
        </div>
    }
    .into_any()
}

fn form(page: &VisitPage, edited: Option<&Finding>, indicator: Option<&str>, acts: Acts) -> AnyView {
    let action = acts.keep_finding;
    let (id, seen) = (page.visit.visit.to_string(), Signal::stored(page.visit.version));
    let labelled = vec![
        ("area", tr!(visit.area)),
        ("indicator", tr!(visit.indicator)),
        ("title", tr!(visit.finding_title)),
        ("detail", tr!(visit.finding_detail)),
        ("severity", tr!(visit.severity)),
        ("advice", tr!(visit.advice)),
        ("proved_by", tr!(visit.proved_by_record)),
    ];
    let open = edited.is_some() || indicator.is_some() || page.visit.findings.is_empty();
    let heading = edited
        .map_or_else(|| tr!(visit.add_finding), |finding| tr!(visit.change_finding_numbered, number = finding.number));
    let number = edited.map(|finding| finding.number).unwrap_or_default();
    let button = heading.clone();
    let fields = fields(page, edited, indicator, acts);
    view! {
        <details class="acc" open=open id="finding-form">
            <summary>
                <crate::ui::Icon name="right" />
                {heading}
            </summary>
            <ActForm action class="stack">
                <FormGuard action seen />
                {form_errors(action, labelled)}
                <HiddenField name="visit" value=id />
                <HiddenField name="number" value=number.to_string() />
                {fields}
                <Submit text=button tone=ButtonTone::Secondary pending=action.pending() />
            </ActForm>
        </details>
    }
    .into_any()
}

fn fields(page: &VisitPage, edited: Option<&Finding>, indicator: Option<&str>, acts: Acts) -> AnyView {
    let action = acts.keep_finding;
    let error = move |name| field_error(action, name);
    let code = edited.and_then(|finding| finding.indicator.clone()).or_else(|| indicator.map(str::to_owned));
    let of_code = page.indicators.iter().find(|known| Some(&known.code) == code.as_ref()).map(|known| known.area);
    let area = edited.map(|finding| i64::from(finding.area.number())).or(of_code);
    let areas = area_choices();
    let indicators =
        page.indicators.iter().map(|known| Choice::new(&known.code, format!("{} {}", known.code, known.text)));
    let indicators = std::iter::once(Choice::new("", tr!(visit.no_indicator))).chain(indicators).collect::<Vec<_>>();
    let severities = Severity::ALL.map(|severity| Choice::new(severity.code(), labels::severity(severity).0)).to_vec();
    let severity = edited.map_or(Severity::General, |finding| finding.severity).code();
    let records = steps::record_choices(&StepChoice::all(&page.visit));
    let record = edited.and_then(|finding| finding.record).map(|number| number.to_string());
    let text = |of: fn(&Finding) -> String| edited.map(of).unwrap_or_default();
    view! {
        <div class="cols half">
            <SelectField
                label=tr!(visit.area)
                name="area"
                options=areas
                value=area.map(|area| area.to_string()).unwrap_or_default()
                error=error("area")
            />
            <SelectField
                label=tr!(visit.indicator)
                name="indicator"
                options=indicators
                value=code.unwrap_or_default()
                error=error("indicator")
            />
        </div>
        <TextField
            label=tr!(visit.finding_title)
            name="title"
            value=text(|finding| finding.title.to_string())
            maxlength=Title::MOST
            error=error("title")
            required=true
        />
        <TextArea
            label=tr!(visit.finding_detail)
            name="detail"
            value=text(|finding| finding.detail.to_string())
            help=tr!(visit.finding_detail_help)
            maxlength=LongText::MOST
            error=error("detail")
            required=true
        />
        <SelectField
            label=tr!(visit.severity)
            name="severity"
            options=severities
            value=severity
            help=severity_help()
            error=error("severity")
        />
        <TextArea
            label=tr!(visit.advice)
            name="advice"
            value=text(|finding| finding.advice.to_string())
            maxlength=Note::MOST
            error=error("advice")
            required=true
        />
        <SelectField
            label=tr!(visit.proved_by_record)
            name="proved_by"
            options=records
            value=record.unwrap_or_default()
            help=tr!(visit.finding_record_help)
            error=error("proved_by")
        />
    }
    .into_any()
}

/// What each severity means, and how long the unit has by default.
fn severity_help() -> String {
    let [minor, general, serious] = Severity::ALL.map(Severity::default_term);
    tr!(visit.severity_help, minor = minor, general = general, serious = serious)
}

fn area_choices() -> Vec<Choice> {
    Area::ALL.map(|area| Choice::new(area.number().to_string(), labels::area_with_number(area))).to_vec()
}

/// The good practices, and the form for one more.
pub(super) fn practices_sheet(page: &VisitPage, actor: &Actor, acts: Acts) -> AnyView {
    let visit = &page.visit;
    let writes = rules::may(actor, visit, VisitStep::Note);
    if visit.good_practices.is_empty() && !writes {
        return ().into_any();
    }
    let none = visit.good_practices.is_empty().then(|| view! { <p class="soft">{tr!(visit.no_practices)}</p> });
    let list =
        visit.good_practices.iter().enumerate().map(|(at, practice)| practice_item(page, at, practice, writes, acts));
    let list = list.collect::<Vec<_>>();
    let form = writes.then(|| practice_form(page, acts));
    view! {
        <Sheet title=tr!(visit.practices) note=tr!(visit.practices_note) article=tr!(visit.article_10) id="practices">
            {form_errors(acts.remove_practice, Vec::new())}
            {none}
            <ol class="story">{list}</ol>
            {form}
        </Sheet>
    }
    .into_any()
}

fn practice_item(page: &VisitPage, at: usize, practice: &GoodPractice, writes: bool, acts: Acts) -> AnyView {
    let action = acts.remove_practice;
    let (id, seen) = (page.visit.visit.to_string(), Signal::stored(page.visit.version));
    let who = tr!(visit.written_by, name = practice.signed.name.clone(), at = moment_text(practice.signed.at));
    let remove = writes.then(|| {
        view! {
            <ActForm action>
                <FormGuard action seen />
                <HiddenField name="visit" value=id />
                <HiddenField name="place" value=at.to_string() />
                <Submit text=tr!(visit.remove) tone=ButtonTone::Quiet small=true pending=action.pending() />
            </ActForm>
        }
    });
    view! {
        <li>
            <h3>{labels::area_with_number(practice.area)}</h3>
            <p>{practice.text.to_string()}</p>
            <span class="who">{who}</span>
            {remove}
        </li>
    }
    .into_any()
}

fn practice_form(page: &VisitPage, acts: Acts) -> AnyView {
    let action = acts.add_practice;
    let id = page.visit.visit.to_string();
    let areas = area_choices();
    view! {
        <details class="acc" id="practice-form">
            <summary>
                <crate::ui::Icon name="right" />
                {tr!(visit.add_practice)}
            </summary>
            <ActForm action class="stack">
                <FormGuard action />
                {form_errors(action, vec![("text", tr!(visit.practice_text)), ("area", tr!(visit.area))])}
                <HiddenField name="visit" value=id />
                <SelectField label=tr!(visit.area) name="area" id="f-practice-area" options=areas />
                <TextArea
                    label=tr!(visit.practice_text)
                    name="text"
                    id="f-practice-text"
                    maxlength=Note::MOST
                    error=field_error(action, "text")
                    required=true
                />
                <Submit text=tr!(visit.add_practice) tone=ButtonTone::Secondary pending=action.pending() />
            </ActForm>
        </details>
    }
    .into_any()
}
