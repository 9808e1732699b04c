//! What was done with a plan, and by whom: newest first.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::{
    i18n::tr,
    inspection::{model::Plan, plan::model::PlanPage},
    kernel::actor::Signature,
    page::moment,
    ui::{Sheet, Timeline, TimelineEvent, Tone},
};

pub(super) fn section(page: &PlanPage) -> AnyView {
    let mut events = events(page);
    // Newest first; of one instant, the later step first.
    events.sort_by_key(|event| event.0);
    let events = events.into_iter().rev().map(|(_, event)| event).collect::<Vec<_>>();
    view! {
        <Sheet title=tr!(inspection.story)>
            <Timeline events label=tr!(inspection.story) />
        </Sheet>
    }
    .into_any()
}

type Event = (DateTime<Utc>, TimelineEvent);

fn event(signed: &Signature, title: String, note: String, tone: Tone) -> Event {
    let (who, when) = (signed.name.clone(), moment(signed.at));
    (signed.at, TimelineEvent { title, who, when, note, tone, href: None })
}

fn events(page: &PlanPage) -> Vec<Event> {
    let plan = &page.plan;
    let plain = |signed: &Signature, title: String| event(signed, title, String::new(), Tone::Neutral);
    let mut events = vec![plain(&plan.drafted, tr!(inspection.event_drafted))];
    if let Some(remark) = &plan.returned {
        events.push(event(&remark.signed, tr!(inspection.event_returned), remark.text.to_string(), Tone::Warn));
    }
    if let Some(signed) = &plan.redrafted {
        events.push(plain(signed, tr!(inspection.event_redrafted)));
    }
    if let Some(signed) = &plan.approved {
        events.push(event(signed, tr!(inspection.event_approved), String::new(), Tone::Good));
    }
    events.extend(draws(plan));
    events.extend(changes(page));
    if let Some(report) = &plan.report {
        events.push(event(&report.signed, tr!(inspection.event_reported), report.summary.to_string(), Tone::Good));
    }
    if let Some(signed) = &plan.closed {
        events.push(plain(signed, tr!(inspection.event_closed)));
    }
    if let (Some(signed), Some(reason)) = (&plan.cancelled, &plan.cancelled_because) {
        events.push(event(signed, tr!(inspection.event_cancelled), reason.to_string(), Tone::Stop));
    }
    events
}

/// The draws, each a link to where it can be checked.
fn draws(plan: &Plan) -> impl Iterator<Item = Event> {
    let mut events = Vec::new();
    for earlier in &plan.earlier_draws {
        if let Some(run) = &earlier.run {
            events.push(event(&run.signed, tr!(inspection.event_drawn), run.witnesses.to_string(), Tone::Neutral));
        }
        events.push(event(&earlier.replaced, tr!(inspection.event_redrawn), earlier.reason.to_string(), Tone::Warn));
    }
    if let Some(prepared) = &plan.prepared {
        events.push(event(&prepared.signed, tr!(inspection.event_prepared), String::new(), Tone::Neutral));
    }
    if let Some(run) = &plan.run {
        events.push(event(&run.signed, tr!(inspection.event_drawn), run.witnesses.to_string(), Tone::Good));
    }
    let href = Some(format!("/plans/{}/draw", plan.plan));
    events.into_iter().map(move |(at, event): Event| (at, TimelineEvent { href: href.clone(), ..event }))
}

fn changes(page: &PlanPage) -> Vec<Event> {
    let name = |code: &str| page.names.get(code).cloned().unwrap_or_else(|| code.to_owned());
    let replaced = page.plan.replacements.iter().map(|one| {
        let unit = name(one.unit.as_str());
        let title = match &one.substitute {
            Some(substitute) => tr!(inspection.event_replaced, substitute = name(substitute.as_str()), unit = unit),
            None => tr!(inspection.event_unit_withdrawn, unit = unit),
        };
        event(&one.signed, title, one.reason.to_string(), Tone::Neutral)
    });
    let by_hand = page.plan.hand_assignments.iter().map(|one| {
        let title = tr!(inspection.event_hand, unit = name(one.unit.as_str()), group = one.group);
        event(&one.signed, title, one.reason.to_string(), Tone::Neutral)
    });
    let extended =
        page.plan.extensions.iter().map(|one| {
            event(&one.signed, tr!(inspection.event_extended, to = one.to), one.reason.to_string(), Tone::Warn)
        });
    by_hand.chain(replaced).chain(extended).collect()
}
