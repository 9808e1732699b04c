//! From an entry of a sheet to what proves it and to the findings that came of it, and from a step record to both.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::steps;
use crate::{
    i18n::tr,
    inspection::{
        model::{ScorerSheet, Visit},
        visit::model::{ScorePage, VisitPage},
    },
};

/// What proves the entry at this indicator: files and a step record, or why there is neither. Nothing where the sheet
/// names none, as for points that were given in full.
pub(super) fn of_entry(page: &ScorePage, sheet: &ScorerSheet, code: &str) -> Option<AnyView> {
    let files = sheet.evidence.get(code).filter(|files| !files.is_empty());
    let record = sheet.records.get(code);
    let unproved = sheet.unproved.get(code);
    if files.is_none() && record.is_none() && unproved.is_none() {
        return None;
    }
    let files = files.map(|files| steps::file_list(&page.files, files));
    let record = record.map(|number| {
        let href = format!("/visits/{}#step-{number}", page.id());
        view! {
            <p class="sm">
                <a href=href>{tr!(visit.finding_proof, number = *number)}</a>
            </p>
        }
    });
    let unproved = unproved.map(|reason| {
        view! { <p class="sm soft">{tr!(visit.unproved_because, reason = reason.to_string())}</p> }
    });
    Some(view! { {record} {files} {unproved} }.into_any())
}

/// The findings that came of this indicator, each a link to it.
pub(super) fn findings_of(page: &ScorePage, code: &str) -> AnyView {
    let findings = page.visit.findings.iter().filter(|finding| finding.indicator.as_deref() == Some(code));
    let links = findings.map(|finding| {
        let href = format!("/visits/{}#finding-{}", page.id(), finding.number);
        let text = tr!(visit.finding_numbered, number = finding.number, title = finding.title.to_string());
        view! {
            <p class="sm">
                <a href=href>{text}</a>
            </p>
        }
    });
    links.collect::<Vec<_>>().into_any()
}

/// What a step record proves: findings, and the entries of those sheets that the person may see.
pub(super) fn of_record(page: &VisitPage, number: usize) -> AnyView {
    let visit = &page.visit;
    let is_it = |record: u32| usize::try_from(record).is_ok_and(|record| record == number);
    let findings = visit.findings.iter().filter(|finding| finding.record.is_some_and(is_it)).map(|finding| {
        let text = tr!(visit.finding_numbered, number = finding.number, title = finding.title.to_string());
        view! {
            <a href=format!("#finding-{}", finding.number) rel="external">
                {text}
            </a>
            " "
        }
        .into_any()
    });
    let entries = proved_codes(visit, is_it).into_iter().map(|code| {
        let known = page.indicators.iter().find(|known| known.code == code);
        let area = known.map(|known| known.area).unwrap_or_default();
        let href = format!("/visits/{}/score?area={area}#i-{code}", visit.visit);
        view! { <a href=href>{tr!(visit.score_of_indicator, code = code)}</a> " " }.into_any()
    });
    let links: Vec<AnyView> = findings.chain(entries).collect();
    if links.is_empty() {
        return ().into_any();
    }
    view! { <p class="sm">{tr!(visit.proves)} " " {links}</p> }.into_any()
}

/// The codes of the indicators that such a step record proves in the sheets that are here, ascending.
fn proved_codes(visit: &Visit, is_it: impl Fn(u32) -> bool) -> BTreeSet<String> {
    let records = visit.sheets.values().flat_map(|sheet| &sheet.records);
    records.filter(|(_, record)| is_it(**record)).map(|(code, _)| code.clone()).collect()
}
