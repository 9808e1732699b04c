//! What happened with a visit, newest first, as far as the person sees it.

use chrono::{DateTime, Utc};

use super::labels;
use crate::{
    i18n::tr,
    inspection::{
        model::{Notice, StepKind, Visit},
        visit::model::VisitPage,
    },
    kernel::{actor::Signature, points::Points},
    page::moment,
    ui::{TimelineEvent, Tone},
};

/// The events, the newest first.
pub(super) fn events(page: &VisitPage) -> Vec<TimelineEvent> {
    let visit = &page.visit;
    let mut events = before_the_visit(page);
    events.extend(on_site(visit));
    events.extend(led(page));
    events.extend(after_the_visit(visit));
    // The sort is stable: what happened at the same instant stays in the order of the procedure.
    events.sort_by_key(|(at, _)| *at);
    events.reverse();
    if let Some((_, newest)) = events.first_mut()
        && newest.tone == Tone::Neutral
    {
        newest.tone = Tone::Info;
    }
    events.into_iter().map(|(_, event)| event).collect()
}

type Dated = (DateTime<Utc>, TimelineEvent);

fn event(signed: &Signature, title: String, note: String, tone: Tone) -> Dated {
    (signed.at, TimelineEvent { title, who: signed.name.clone(), when: moment(signed.at), note, tone, href: None })
}

/// The event as a link to where it is read in full.
fn at_place((at, event): Dated, href: impl Into<String>) -> Dated {
    (at, TimelineEvent { href: Some(href.into()), ..event })
}

fn before_the_visit(page: &VisitPage) -> Vec<Dated> {
    let visit = &page.visit;
    let sent = |notice: &Notice, tone| {
        let title = tr!(visit.story_notice, number = notice.number);
        event(&notice.sent, title, tr!(visit.story_notice_date, date = notice.date), tone)
    };
    let earlier = visit.earlier_notices.iter().map(|notice| sent(notice, Tone::Warn));
    // The page shows the notice that is in force, and none of the earlier ones.
    let is_shown = page.notice.is_some() && visit.notice.is_some();
    let shown = |dated: Dated| if is_shown { at_place(dated, "#notice") } else { dated };
    let notice = visit.notice.iter().map(|notice| shown(sent(notice, Tone::Neutral)));
    let receipt = visit
        .receipt
        .iter()
        .map(|signed| shown(event(signed, tr!(visit.story_received), String::new(), Tone::Neutral)));
    let withdrawn = visit
        .withdrawn
        .iter()
        .map(|remark| event(&remark.signed, tr!(visit.state_withdrawn), remark.text.to_string(), Tone::Stop));
    earlier.chain(notice).chain(receipt).chain(withdrawn).collect()
}

fn on_site(visit: &Visit) -> Vec<Dated> {
    let steps = visit.steps.iter().zip(1_usize..).map(|(record, number)| {
        let what = match (record.kind, record.material) {
            (StepKind::DocumentReview, Some(kind)) => {
                tr!(visit.story_read, material = labels::material(kind))
            }
            (kind, _) => labels::step_kind(kind),
        };
        let done = event(&record.signed, what, record.record.to_string(), Tone::Neutral);
        at_place(done, format!("#step-{number}"))
    });
    let findings = visit.findings.iter().map(|finding| {
        let title = tr!(visit.story_finding, number = finding.number);
        let noted = event(&finding.signed, title, finding.title.to_string(), Tone::Neutral);
        at_place(noted, format!("#finding-{}", finding.number))
    });
    let practices = visit.good_practices.iter().map(|practice| {
        let noted = event(&practice.signed, tr!(visit.story_practice), practice.text.to_string(), Tone::Neutral);
        at_place(noted, "#practices")
    });
    steps.chain(findings).chain(practices).collect()
}

fn led(page: &VisitPage) -> impl Iterator<Item = Dated> {
    page.visit.leader_changes.iter().map(|change| {
        let (name, former) = (page.name_of(&change.leader), page.name_of(&change.former));
        let reason = change.reason.as_ref().map(ToString::to_string).unwrap_or_default();
        event(&change.signed, tr!(visit.story_leader, name = name, former = former), reason, Tone::Warn)
    })
}

fn after_the_visit(visit: &Visit) -> Vec<Dated> {
    let mut events = Vec::new();
    if let Some(feedback) = &visit.oral_feedback {
        let given = event(&feedback.given, tr!(visit.story_feedback), feedback.text.to_string(), Tone::Neutral);
        events.push(at_place(given, "#oral"));
        if let Some(signed) = &feedback.acknowledged {
            let answer = feedback.answer.as_ref().map(ToString::to_string).unwrap_or_default();
            let (title, tone) = match feedback.contested {
                true => (tr!(visit.story_contested), Tone::Warn),
                false => (tr!(visit.story_acknowledged), Tone::Neutral),
            };
            events.push(at_place(event(signed, title, answer, tone), "#oral"));
        }
    }
    let handed_in = visit.sheets.values().filter_map(|sheet| sheet.submitted_by.as_ref());
    events.extend(handed_in.map(|signed| event(signed, tr!(visit.story_handed_in), String::new(), Tone::Neutral)));
    let plain = |signed: &Signature, title| event(signed, title, String::new(), Tone::Neutral);
    events.extend(visit.entry_closed.iter().map(|signed| plain(signed, tr!(visit.story_entry_closed))));
    let scored = |dated: Dated| if visit.result.is_some() { at_place(dated, "#score") } else { dated };
    events.extend(visit.reconciled.iter().map(|made| scored(plain(&made.signed, tr!(visit.story_reconciled)))));
    events.extend(visit.locked.iter().map(|signed| {
        let total = visit.result.as_ref().map(|result| Points(result.total).to_string()).unwrap_or_default();
        scored(event(signed, tr!(visit.story_locked), tr!(visit.story_total, total = total), Tone::Good))
    }));
    events.extend(visit.written_feedback.iter().map(|feedback| {
        let sent = event(&feedback.sent, tr!(visit.story_answered), feedback.text.to_string(), Tone::Good);
        at_place(sent, "#written")
    }));
    events
}
