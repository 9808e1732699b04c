//! Names of states and kinds, and sentences that several pages say.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;

use crate::{
    i18n::tr,
    inspection::{
        model::{PlanKind, PlanState, VisitState},
        plan::model::{Conflict, Ground, Person, RecusalLine},
        rules::draw::Reason,
    },
    kernel::unit_kind::UnitKind,
    ui::{Notice, Tone},
    words,
};

pub(crate) fn plan_state(state: PlanState) -> String {
    match state {
        PlanState::Draft => tr!(inspection.state_draft),
        PlanState::Approved => tr!(inspection.state_approved),
        PlanState::Drawn => tr!(inspection.state_drawn),
        PlanState::Running => tr!(inspection.state_running),
        PlanState::Reported => tr!(inspection.state_reported),
        PlanState::Closed => tr!(inspection.state_closed),
        PlanState::Cancelled => tr!(inspection.state_cancelled),
    }
}

pub(crate) fn plan_tone(state: PlanState) -> Tone {
    match state {
        PlanState::Draft => Tone::Neutral,
        PlanState::Approved | PlanState::Drawn | PlanState::Running => Tone::Info,
        PlanState::Reported | PlanState::Closed => Tone::Good,
        PlanState::Cancelled => Tone::Warn,
    }
}

pub(crate) fn plan_kind(kind: PlanKind) -> String {
    match kind {
        PlanKind::SpotCheck => tr!(inspection.kind_spot_check),
        PlanKind::Census => tr!(inspection.kind_census),
    }
}

pub(crate) fn visit_state(state: VisitState) -> String {
    match state {
        VisitState::Scheduled => tr!(inspection.visit_scheduled),
        VisitState::Notified => tr!(inspection.visit_notified),
        VisitState::Received => tr!(inspection.visit_received),
        VisitState::OnSite => tr!(inspection.visit_on_site),
        VisitState::FedBack => tr!(inspection.visit_fed_back),
        VisitState::Scored => tr!(inspection.visit_scored),
        VisitState::Locked => tr!(inspection.visit_locked),
        VisitState::Answered => tr!(inspection.visit_answered),
    }
}

pub(crate) fn visit_tone(state: VisitState) -> Tone {
    match state {
        VisitState::Scheduled => Tone::Warn,
        VisitState::Notified | VisitState::OnSite | VisitState::FedBack | VisitState::Scored => Tone::Info,
        VisitState::Received => Tone::Good,
        VisitState::Locked | VisitState::Answered => Tone::Neutral,
    }
}

pub(crate) fn group(number: i64) -> String {
    tr!(inspection.group, number = number)
}

/// The names of the days of a week, from Monday on.
pub(super) fn weekdays() -> Vec<String> {
    vec![
        tr!(inspection.weekday_1),
        tr!(inspection.weekday_2),
        tr!(inspection.weekday_3),
        tr!(inspection.weekday_4),
        tr!(inspection.weekday_5),
        tr!(inspection.weekday_6),
        tr!(inspection.weekday_7),
    ]
}

/// The name of a day within its week.
pub(crate) fn weekday(date: NaiveDate) -> String {
    let place = usize::try_from(date.weekday().num_days_from_monday()).unwrap_or_default();
    weekdays().into_iter().nth(place).unwrap_or_default()
}

/// What stands by now against a visit, in a few words.
pub(crate) fn conflict(conflict: &Conflict) -> String {
    match conflict {
        Conflict::DayOff { name: Some(name) } => tr!(inspection.day_off_named, name = name.clone()),
        Conflict::DayOff { name: None } => tr!(inspection.day_off),
        Conflict::OutsidePlan { from, to } => tr!(inspection.outside_plan, from = *from, to = *to),
        Conflict::Recused { inspector } => tr!(inspection.must_recuse, name = inspector.to_string()),
        Conflict::Booked { unit } => tr!(inspection.booked_twice, unit = unit.to_string()),
    }
}

pub(crate) fn person(person: &Person) -> String {
    tr!(inspection.person, name = person.name.to_string(), number = person.inspector.to_string())
}

/// Why somebody may not check a unit: by which rule, and from which words of the roster.
pub(super) fn recusal(line: &RecusalLine, names: &BTreeMap<String, String>) -> String {
    let name = line.name.to_string();
    let unit = names.get(line.unit.as_str()).cloned().unwrap_or_else(|| line.unit.to_string());
    let written = line.written.clone();
    match (line.ground, line.from, line.to, &line.words) {
        (Ground::CurrentUnit, ..) => {
            tr!(inspection.recused_current, name = name, unit = unit, written = written)
        }
        (Ground::FormerUnit, Some(from), Some(to), _) => {
            tr!(inspection.recused_former_years, name = name, unit = unit, from = from, to = to, written = written)
        }
        (Ground::FormerUnit, Some(from), None, _) => {
            tr!(inspection.recused_former_from, name = name, unit = unit, from = from, written = written)
        }
        (Ground::FormerUnit, None, ..) => {
            tr!(inspection.recused_former, name = name, unit = unit, written = written)
        }
        (Ground::Declared, _, _, Some(words)) => {
            let words = words.clone();
            tr!(inspection.recused_declared_words, name = name, unit = unit, words = words, written = written)
        }
        (Ground::Declared, _, _, None) => {
            tr!(inspection.recused_declared, name = name, unit = unit, written = written)
        }
    }
}

/// Why the person themselves is kept from the unit of this name, and who goes on in their place.
pub(crate) fn recused_notice(line: &RecusalLine, unit: &str, who_goes_on: String) -> AnyView {
    let reason = recusal(line, &BTreeMap::from([(line.unit.to_string(), unit.to_owned())]));
    view! {
        <Notice tone=Tone::Warn title=tr!(inspection.you_are_recused)>
            <p>{reason}</p>
            <p>{who_goes_on}</p>
        </Notice>
    }
    .into_any()
}

/// What does not hold in the record of a draw. Places are counted as people count them, from 1.
pub(super) fn mismatch(reason: &Reason) -> String {
    match reason {
        Reason::Algorithm(name) => tr!(inspection.mismatch_algorithm, name = name.clone()),
        Reason::RosterOrder(at) => tr!(inspection.mismatch_roster_order, place = at + 1),
        Reason::DuplicateUnit(at) => tr!(inspection.mismatch_duplicate_unit, place = at + 1),
        Reason::Size { stratum, size, units } => {
            let kind = UnitKind::from_code(stratum).map_or_else(|| stratum.clone(), words::unit_kind);
            tr!(inspection.mismatch_size, kind = kind, size = *size, units = *units)
        }
        Reason::GroupNumber(at) => tr!(inspection.mismatch_group_number, place = at + 1),
        Reason::SecretForm => tr!(inspection.mismatch_secret_form),
        Reason::SecretHash => tr!(inspection.mismatch_secret_hash),
        Reason::Commitment => tr!(inspection.mismatch_commitment),
        Reason::Seed => tr!(inspection.mismatch_seed),
        Reason::Drawn => tr!(inspection.mismatch_drawn),
        Reason::Substitutes => tr!(inspection.mismatch_substitutes),
        Reason::Assignment => tr!(inspection.mismatch_assignment),
        Reason::Unassigned => tr!(inspection.mismatch_unassigned),
    }
}

/// Several names in one sentence.
pub(super) fn listed(names: impl IntoIterator<Item = String>) -> String {
    names.into_iter().collect::<Vec<_>>().join(&tr!(words.list_comma))
}

/// Several clauses in one sentence, each of which may list something itself.
pub(crate) fn clauses(clauses: impl IntoIterator<Item = String>) -> String {
    clauses.into_iter().collect::<Vec<_>>().join(&tr!(words.list_semicolon))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use leptos::prelude::{Owner, provide_context};

    use super::*;
    use crate::{i18n::Locale, kernel::text::Title, preferences::Preferences};

    /// One of each.
    fn mismatches() -> [Reason; 13] {
        [
            Reason::Algorithm("zeqing-draw-0".to_owned()),
            Reason::RosterOrder(0),
            Reason::DuplicateUnit(0),
            Reason::Size { stratum: "department".to_owned(), size: 9, units: 8 },
            Reason::GroupNumber(0),
            Reason::SecretForm,
            Reason::SecretHash,
            Reason::Commitment,
            Reason::Seed,
            Reason::Drawn,
            Reason::Substitutes,
            Reason::Assignment,
            Reason::Unassigned,
        ]
    }

    /// What a page in this language says of them.
    fn said(locale: Locale) -> Vec<String> {
        Owner::new().with(|| {
            provide_context(Preferences { locale, ..Preferences::default() });
            mismatches().iter().map(mismatch).collect()
        })
    }

    #[test]
    fn every_mismatch_of_a_draw_has_words_of_its_own_in_both_languages() {
        let is_chinese = |text: &String| text.contains(|letter: char| ('\u{4e00}'..='\u{9fff}').contains(&letter));
        for (locale, chinese) in [(Locale::zh, true), (Locale::en, false)] {
            let said = said(locale);
            assert!(said.iter().all(|text| is_chinese(text) == chinese), "{said:?}");
            assert_eq!(said.iter().collect::<BTreeSet<_>>().len(), said.len(), "{said:?}");
        }
    }

    #[test]
    fn every_conflict_of_a_visit_says_what_it_is_in_both_languages() {
        let title = |text: &str| Title::parse(text).unwrap();
        let (from, to) = ("2026-11-26".parse().unwrap(), "2026-12-11".parse().unwrap());
        let conflicts = [
            Conflict::DayOff { name: None },
            Conflict::DayOff { name: Some("元旦".to_owned()) },
            Conflict::OutsidePlan { from, to },
            Conflict::Recused { inspector: title("王一") },
            Conflict::Booked { unit: title("区教育局") },
        ];
        let said = |locale: Locale| {
            Owner::new().with(|| {
                provide_context(Preferences { locale, ..Preferences::default() });
                conflicts.each_ref().map(conflict)
            })
        };
        for said in [said(Locale::zh), said(Locale::en)] {
            for (text, named) in said.iter().zip(["", "元旦", "2026-12-11", "王一", "区教育局"]) {
                assert!(text.contains(named) && text.chars().count() > named.chars().count(), "{text}");
            }
            assert_eq!(said.iter().collect::<BTreeSet<_>>().len(), said.len(), "{said:?}");
        }
    }

    #[test]
    fn a_mismatch_names_the_kind_and_the_place_as_people_do() {
        let [_, order, _, size, ..] = mismatches();
        assert!(mismatch(&order).contains("第 1 个"), "{}", mismatch(&order));
        assert!(mismatch(&size).contains("区直单位"), "{}", mismatch(&size));
    }
}
