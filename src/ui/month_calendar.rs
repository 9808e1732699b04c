//! A month as a table of days.

use leptos::prelude::*;

use super::{Beside, Carry, Tone, given};

/// A day of the table. `date` is 2026-11-23; `outside` belongs to the month before or after; `off` is not worked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CalendarDay {
    pub date: String,
    pub number: u32,
    pub outside: bool,
    pub today: bool,
    pub off: bool,
    pub note: String,
    pub events: Vec<CalendarEvent>,
}

/// What happens on a day: its words and its address, and what is wrong with it where something is. What can be carried
/// to another day has the address that the day, at its end, completes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CalendarEvent {
    pub text: String,
    pub href: String,
    pub tone: Tone,
    pub alert: String,
    pub carried_to: Option<String>,
}

/// So many days has a week.
const DAYS: usize = 7;

/// The weeks of a month, seven days each, in the order of `weekdays`. On a narrow screen it is a list of the days on
/// which something happens.
#[component]
pub fn MonthCalendar(
    #[prop(into)] title: String,
    weekdays: Vec<String>,
    weeks: Vec<Vec<CalendarDay>>,
    /// Where an event was carried to.
    #[prop(optional_no_strip)]
    put: Option<Callback<String>>,
) -> impl IntoView {
    let carry = Carry::new(put);
    let names = weekdays.clone();
    let head = weekdays.into_iter().map(|name| view! { <th scope="col">{name}</th> }).collect_view();
    let dates: Vec<String> = weeks.iter().flatten().map(|day| day.date.clone()).collect();
    let mut places = 0..;
    let weeks = weeks.into_iter().map(|week| {
        let days = week.into_iter().zip(places.by_ref()).map(|(day, place)| {
            let name = names.get(place % DAYS).cloned().unwrap_or_default();
            day_cell(day, name, beside(&dates, place), carry)
        });
        let days = days.collect_view();
        view! { <tr>{days}</tr> }
    });
    let weeks = weeks.collect_view();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=title>
            <table class="month">
                <caption class="vh">{title.clone()}</caption>
                <thead>
                    <tr>{head}</tr>
                </thead>
                <tbody>{weeks}</tbody>
            </table>
        </div>
    }
}

/// The days beside the one at this place.
fn beside(dates: &[String], place: usize) -> Beside {
    let at = |place: Option<usize>| place.and_then(|place| dates.get(place)).cloned();
    Beside {
        left: at(place.checked_sub(1)),
        right: at(Some(place + 1)),
        above: at(place.checked_sub(DAYS)),
        below: at(Some(place + DAYS)),
    }
}

fn day_cell(day: CalendarDay, weekday: String, beside: Beside, carry: Carry) -> impl IntoView {
    let mut class = Vec::new();
    for (holds, name) in
        [(day.outside, "out"), (day.off, "off"), (day.today, "today"), (day.events.is_empty() && !day.today, "idle")]
    {
        if holds {
            class.push(name);
        }
    }
    let date = day.date.clone();
    let events = (!day.events.is_empty()).then(|| {
        let events = day.events.into_iter().map(move |event| {
            let class = match event.tone {
                Tone::Neutral => Some("past"),
                Tone::Info => None,
                Tone::Good => Some("ok"),
                Tone::Warn => Some("warn"),
                Tone::Stop => Some("bad"),
            };
            let keys = carry.keys(event.carried_to.as_ref());
            let pushed = carry.pushed(event.carried_to.clone(), beside.clone());
            let taken = carry.taken(String::new(), date.clone(), event.carried_to);
            view! {
                <li class=class>
                    <a
                        href=event.href
                        aria-keyshortcuts=keys
                        on:dragstart=taken
                        on:dragend=carry.ended()
                        on:keydown=pushed
                    >
                        {event.text}
                        {alert_line(event.alert)}
                    </a>
                </li>
            }
        });
        view! { <ul>{events.collect_view()}</ul> }
    });
    let (held, put_down) =
        (carry.held(String::new(), day.date.clone()), carry.put_down(String::new(), day.date.clone()));
    let is_over = carry.is_over(String::new(), day.date.clone());
    let class = class.join(" ");
    let class = move || given(if is_over() { format!("{class} over") } else { class.clone() });
    view! {
        <td
            class=class
            aria-current=day.today.then_some("date")
            data-weekday=weekday
            on:dragover=held
            on:drop=put_down
        >
            <time datetime=day.date>{day.number}</time>
            {given(day.note).map(|note| view! { <span class="day-note">{note}</span> })}
            {events}
        </td>
    }
}

/// What is wrong with something on a day, in a line of its own within its link; nothing where nothing is.
#[must_use]
pub fn alert_line(text: String) -> Option<AnyView> {
    given(text).map(|text| view! { " " <em class="alert">{text}</em> }.into_any())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_lies_between_its_neighbours_and_those_of_the_weeks_around_it() {
        let dates: Vec<String> = (0..14).map(|day| day.to_string()).collect();
        let place = |place: usize| Some(place.to_string());
        let first = Beside { left: None, right: place(1), above: None, below: place(7) };
        assert_eq!(beside(&dates, 0), first);
        let end_of_week = Beside { left: place(5), right: place(7), above: None, below: place(13) };
        assert_eq!(beside(&dates, 6), end_of_week);
        let last = Beside { left: place(12), right: None, above: place(6), below: None };
        assert_eq!(beside(&dates, 13), last);
    }
}
