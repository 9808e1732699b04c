//! The tour of what a role does: by itself at a person's first sign-in until they close it, and again from their menu. It
//! stands at the top of the first page, and each step is an address, so it needs no script; the rail marks the step's place.

use leptos::{html, prelude::*};
use leptos_router::hooks::use_query_map;

use crate::{
    home::model::GuideStep,
    i18n::tr,
    page::{use_session, with_query},
    preferences::TOUR,
    ui::{ButtonTone, LinkButton, Submit},
};

/// The tour as far as the address asks for it, or its overview where it opens by itself.
pub(super) fn tour(steps: Vec<GuideStep>, opens: bool) -> AnyView {
    let query = use_query_map();
    let account = use_session().actor.account;
    let asked = Memo::new(move |_| query.with(|query| query.get(TOUR)?.parse::<usize>().ok()));
    let shown = move || {
        let number = asked.get().or(opens.then_some(0))?;
        Some(part(&steps, number, asked.get().is_some(), account.as_str()))
    };
    view! { {shown} }.into_any()
}

/// The address of a step, from 1, or of the overview: the rail is told there which place to mark.
fn address(steps: &[GuideStep], number: usize) -> String {
    let place = number.checked_sub(1).and_then(|at| steps.get(at)).map_or("", |step| step.href.as_str());
    with_query("/", [(TOUR, number.to_string().as_str()), ("place", place)])
}

/// The overview, or a step; a number behind the last one is the last. Closing it closes it to this account.
fn part(steps: &[GuideStep], number: usize, asked: bool, account: &str) -> AnyView {
    let number = number.min(steps.len());
    let (count, content) = match number.checked_sub(1).and_then(|at| steps.get(at)) {
        None if steps.len() == 1 => (tr!(guide.steps_one), overview(steps)),
        None => (tr!(guide.steps, count = steps.len()), overview(steps)),
        Some(step) => (tr!(guide.place_of, step = number, count = steps.len()), one(step)),
    };
    let back = (number > 0).then(|| {
        let href = address(steps, number - 1);
        view! { <LinkButton href text=tr!(guide.back) icon="left" /> }
    });
    let next = (number < steps.len()).then(|| {
        let text = if number == 0 { tr!(guide.start) } else { tr!(guide.next) };
        view! { <LinkButton href=address(steps, number + 1) text tone=ButtonTone::Primary icon="right" /> }
    });
    let heading = NodeRef::<html::H2>::new();
    Effect::new(move |_| {
        // Where somebody asked for it they go on from here; what opens by itself takes the focus from nobody.
        if asked && let Some(heading) = heading.get() {
            heading.focus().ok();
        }
    });
    view! {
        <section class="sheet tour no-print" aria-labelledby="tour">
            <header>
                <h2 id="tour" tabindex="-1" node_ref=heading>
                    {tr!(guide.title)}
                </h2>
                <p>{count}</p>
            </header>
            <div class="body">{content}</div>
            <footer>
                {back} {next} <form method="post" action="/preferences">
                    <input type="hidden" name="return_to" value="/" />
                    <Submit name=TOUR value=account.to_owned() text=tr!(guide.close) tone=ButtonTone::Quiet />
                </form>
            </footer>
        </section>
    }
    .into_any()
}

/// All steps, each a link to itself.
fn overview(steps: &[GuideStep]) -> AnyView {
    let lines = steps.iter().enumerate().map(|(at, step)| {
        let href = address(steps, at + 1);
        view! {
            <li>
                <a href=href>{step.title.clone()}</a>
            </li>
        }
    });
    let lines = lines.collect_view();
    view! {
        <p>{tr!(guide.intro)}</p>
        <ol class="guide">{lines}</ol>
    }
    .into_any()
}

/// What is done, and at which place.
fn one(step: &GuideStep) -> AnyView {
    let (title, text, href) = (step.title.clone(), step.text.clone(), step.href.clone());
    view! {
        <h3>{title}</h3>
        <p>{text}</p>
        <p class="sm soft">
            {tr!(guide.in_rail, place = step.place.clone())} " "
            <a href=href>{tr!(guide.go, place = step.place.clone())}</a>
        </p>
    }
    .into_any()
}
