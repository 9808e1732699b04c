//! One's jobs: what goes on, what came of what has ended, and a page for each, which follows it while it runs.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_params_map;

use super::{
    api,
    model::{Job, JobKind, JobLine, JobState, Standing},
    rules::KEPT_DAYS,
};
use crate::{
    error::AppError,
    i18n::tr,
    page::{Title, chosen_columns, home_crumb, load, loaded_page, moment, not_done_yet, refusal_notice, saying},
    preferences::List,
    ui::{
        Badge, ButtonTone, Column, Crumb, EmptyState, Facts, LinkButton, Moment, Notice, PageHeader, Progress, Row,
        Sheet, Table, Tone,
    },
};

/// So often a page asks how far its job is.
const EVERY: Duration = Duration::from_secs(1);

/// What a question says that the page asks by itself.
const UNATTENDED: Option<bool> = Some(true);

/// The jobs of the person who looks, newest first.
#[component]
pub fn JobsPage() -> impl IntoView {
    let jobs = load(|| (), |()| api::list());
    let turn = tr!(job.turn, days = KEPT_DAYS);
    view! {
        <Title text=tr!(job.title) />
        <PageHeader title=tr!(job.title) turn crumbs=way(None) crumbs_label=tr!(ui.breadcrumbs) />
        {loaded_page(jobs.as_table().below_head(), list)}
    }
}

/// The way to the jobs, or to one of them.
fn way(one: Option<String>) -> Vec<Crumb> {
    let jobs = one.is_some().then(|| "/jobs".to_owned());
    let one = one.map(|text| Crumb { text, href: None });
    let before = [home_crumb(), Crumb { text: tr!(job.title), href: jobs }];
    before.into_iter().chain(one).collect()
}

fn list(jobs: Vec<JobLine>) -> AnyView {
    if jobs.is_empty() {
        return view! { <EmptyState title=tr!(job.none) text=tr!(job.none_text) /> }.into_any();
    }
    let head = vec![
        Column::new("what", tr!(job.what)),
        Column::new("state", tr!(job.state)),
        Column::new("far", tr!(job.far)),
        Column::new("started", tr!(job.started)),
        Column::new("changed", tr!(job.changed)),
        Column::new("result", tr!(job.result)),
    ];
    let note = tr!(document.lines, count = jobs.len());
    let rows: Vec<Row> = jobs.iter().map(row).collect();
    let (head, rows, actions) = chosen_columns(List::Jobs, head, rows);
    view! {
        <Sheet title=tr!(job.title) note flush=true actions>
            <Table caption=tr!(job.title) head rows />
        </Sheet>
    }
    .into_any()
}

fn row(line: &JobLine) -> Row {
    let job = &line.job;
    let cells = vec![
        what(job).into_any(),
        badge(line.standing),
        how_far(line).unwrap_or_else(|| "—".into_any()),
        view! { <Moment when=moment(job.started_at) dense=true /> }.into_any(),
        view! { <Moment when=moment(job.changed_at) dense=true /> }.into_any(),
        result(job),
    ];
    Row::new(cells).opens(format!("/jobs/{}", job.job))
}

/// One job.
#[component]
pub fn JobPage() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|params| params.get("id").unwrap_or_default());
    let line = load(id, |id| api::job(id, None));
    loaded_page(line, |line| view! { <Followed line /> }.into_any())
}

#[component]
fn Followed(line: JobLine) -> impl IntoView {
    let title = what(&line.job);
    if line.standing == Standing::Running {
        not_done_yet();
    }
    let line = RwSignal::new(line);
    follow(line);
    tell_end(line);
    let content = move || line.with(content);
    view! {
        <Title text=title.clone() />
        <PageHeader title=title.clone() crumbs=way(Some(title)) crumbs_label=tr!(ui.breadcrumbs) />
        {content}
    }
}

/// In the browser: asks again and again as long as the job runs and the person may see it.
fn follow(line: RwSignal<JobLine>) {
    let waits = StoredValue::new(false);
    Effect::new(move |_| {
        let again = move || {
            let id = |line: &JobLine| (line.standing == Standing::Running).then(|| line.job.job.to_string());
            let Some(Some(id)) = line.try_with_untracked(id) else { return };
            if waits.try_get_value() != Some(false) {
                return;
            }
            waits.set_value(true);
            spawn_local(async move {
                let goes_on = match api::job(id, UNATTENDED).await {
                    Ok(now) => {
                        if line.try_with_untracked(|line| *line != now) == Some(true) {
                            line.try_set(now);
                        }
                        true
                    }
                    Err(AppError::SignIn | AppError::NotPermitted | AppError::NotFound) => false,
                    Err(_) => true,
                };
                // The page may have been left since.
                waits.try_set_value(!goes_on);
            });
        };
        let turns = set_interval_with_handle(again, EVERY).ok();
        on_cleanup(move || {
            if let Some(turns) = turns {
                turns.clear();
            }
        });
    });
}

/// Says how the job ended while one looked on, for whoever does not see it.
fn tell_end(line: RwSignal<JobLine>) {
    let say = saying();
    Effect::new(move |before: Option<Standing>| {
        line.with(|line| {
            if before == Some(Standing::Running) && line.standing != Standing::Running {
                let (label, sentence) = (what(&line.job), standing_text(line.standing));
                say(tr!(ui.label_and_sentence, label = label, sentence = sentence));
            }
            line.standing
        })
    });
}

fn content(line: &JobLine) -> AnyView {
    let job = &line.job;
    let goes_on = matches!(line.standing, Standing::Running | Standing::BrokenOff);
    let changed = if goes_on { tr!(job.changed) } else { tr!(job.ended) };
    let far = how_far(line).map(|far| (tr!(job.far), far));
    let times = [(tr!(job.started), job.started_at), (changed, job.changed_at)];
    let times = times.map(|(name, at)| (name, view! { <Moment when=moment(at) /> }.into_any()));
    let rows: Vec<(String, AnyView)> =
        [(tr!(job.state), badge(line.standing))].into_iter().chain(far).chain(times).collect();
    let (told, result) = (told(line), result(job));
    view! {
        <div class="stack">
            {told}
            <Sheet>
                <Facts rows />
                <div class="acts">{result}</div>
            </Sheet>
        </div>
    }
    .into_any()
}

/// What the person can do meanwhile, or what came of it.
fn told(line: &JobLine) -> AnyView {
    match (line.standing, &line.job.state) {
        (Standing::Running, _) => {
            let href = format!("/jobs/{}", line.job.job);
            view! {
                <Notice tone=Tone::Info title=tr!(job.running_title)>
                    <p>{tr!(job.running_text)}</p>
                    <LinkButton href text=tr!(ui.reload) small=true external=true />
                </Notice>
            }
            .into_any()
        }
        (Standing::BrokenOff, _) => view! {
            <Notice tone=Tone::Warn title=tr!(job.broken_off_title)>
                <p>{tr!(job.broken_off_text)}</p>
            </Notice>
        }
        .into_any(),
        (_, JobState::Failed(refused)) => refusal_notice(refused),
        (_, JobState::Done | JobState::Running) => view! {
            <Notice tone=Tone::Good title=tr!(job.done_title)>
                <p>{tr!(job.done_text)}</p>
            </Notice>
        }
        .into_any(),
    }
}

/// What is carried out, and on what.
fn what(job: &Job) -> String {
    let kind = match job.kind {
        JobKind::Import => tr!(job.kind_import),
        JobKind::CreatePeople => tr!(job.kind_create_people),
        JobKind::SendNotices => tr!(job.kind_send_notices),
        JobKind::Remind => tr!(job.kind_remind),
        JobKind::OpenFindings => tr!(job.kind_open_findings),
    };
    if job.subject.is_empty() { kind } else { tr!(ui.label_and_sentence, label = kind, sentence = job.subject.clone()) }
}

fn badge(standing: Standing) -> AnyView {
    let tone = match standing {
        Standing::Running => Tone::Info,
        Standing::BrokenOff | Standing::Partly => Tone::Warn,
        Standing::Done => Tone::Good,
        Standing::Failed => Tone::Stop,
    };
    view! { <Badge tone text=standing_text(standing) /> }.into_any()
}

fn standing_text(standing: Standing) -> String {
    match standing {
        Standing::Running => tr!(job.standing_running),
        Standing::BrokenOff => tr!(job.standing_broken_off),
        Standing::Done => tr!(job.standing_done),
        Standing::Partly => tr!(job.standing_partly),
        Standing::Failed => tr!(job.standing_failed),
    }
}

/// How far it is; nothing where it has ended and was not counted.
fn how_far(line: &JobLine) -> Option<AnyView> {
    let (job, runs) = (&line.job, line.standing == Standing::Running);
    let Some(total) = job.total else {
        let label = tr!(job.under_way);
        let bar = view! {
            <div class="progress">
                <span class="sm soft" aria-hidden="true">
                    {label.clone()}
                </span>
                <progress aria-label=label></progress>
            </div>
        };
        return runs.then(|| bar.into_any());
    };
    let label = tr!(job.done_of, done = job.done, total = total);
    let (value, max) = (i64::from(job.done), i64::from(total));
    Some(match runs {
        true => view! { <Progress value max label /> }.into_any(),
        false => label.into_any(),
    })
}

/// The link to where one looks at what came of it.
fn result(job: &Job) -> AnyView {
    let text = match job.kind {
        JobKind::Import => tr!(job.look_import),
        JobKind::CreatePeople => tr!(job.look_create_people),
        JobKind::SendNotices => tr!(job.look_send_notices),
        JobKind::Remind => tr!(job.look_remind),
        JobKind::OpenFindings => tr!(job.look_open_findings),
    };
    let href = job.href.clone();
    view! { <LinkButton href text tone=ButtonTone::Quiet small=true /> }.into_any()
}
