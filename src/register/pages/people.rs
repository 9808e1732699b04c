//! People from a file: where it comes in, and what each of them is given.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::preview;
use crate::{
    account::model::KNOWN_UNITS,
    error::AppError,
    i18n::tr,
    kernel::{
        address::percent_encoded,
        ids::PreviewId,
        permit::{Action, Subject},
    },
    page::{
        Act, ActForm, BriefForm, FormGuard, Title, UploadForm, Uploads, beside, error_view, field_error, file_check,
        form_errors, home_crumb, load, loaded_page, may, uploading, use_session,
    },
    register::{
        model::{Encoding, MOST_MIB},
        people::{
            api::{self, CreatePeople, DiscardPeopleFile},
            model::{KnownUnit, PeopleFile, Slip},
            rules::{COLUMNS, MOST_PEOPLE, csv},
        },
    },
    ui::{
        Badge, ButtonTone, CheckField, Crumb, Facts, FileDrop, HiddenField, LinkButton, Notice, PageHeader, Sheet,
        Submit, Tone,
    },
    words,
};

/// The list of people.
const PEOPLE: &str = "/admin/people";

/// The page of the import.
const IMPORT: &str = "/admin/people/import";

/// The field in which somebody says that they have the passwords.
const HANDED: &str = "handed";

/// The units that a browser offers beside the list of people, where the code of one is typed. Whoever creates no accounts
/// is offered none.
#[component]
pub fn KnownUnits() -> impl IntoView {
    if !may(Action::ManagePeople, Subject::DISTRICT) {
        return ().into_any();
    }
    let known = StoredValue::new(Vec::<KnownUnit>::new());
    let units = load(|| (), |()| api::known_units());
    // Without them a code is typed all the same.
    beside(units, move |answered| known.set_value(answered.unwrap_or_default()), move || offered(known.get_value()))
}

fn offered(units: Vec<KnownUnit>) -> AnyView {
    let option = |unit: KnownUnit| {
        view! { <option value=unit.code.to_string()>{unit.short_name.to_string()}</option> }
    };
    view! { <datalist id=KNOWN_UNITS>{units.into_iter().map(option).collect_view()}</datalist> }.into_any()
}

/// Where a file of people comes in.
#[component]
pub fn ImportPeoplePage() -> impl IntoView {
    if !may(Action::ManagePeople, Subject::DISTRICT) {
        return error_view(AppError::NotPermitted);
    }
    Uploads::provide();
    let query = use_query_map();
    let done = move || query.with(|query| query.get("done")).map(|_| done_notice());
    view! {
        <Title text=tr!(account.import) />
        <PageHeader
            title=tr!(account.import)
            turn=tr!(account.import_turn)
            crumbs=crumbs(None)
            crumbs_label=tr!(ui.breadcrumbs)
        />
        <div class="stack">{done} {to_fill_in()} {upload_form()}</div>
    }
    .into_any()
}

/// The way to the page of the import, or to a page below it.
fn crumbs(below: Option<String>) -> Vec<Crumb> {
    let import_href = below.is_some().then(|| IMPORT.to_owned());
    let people = Crumb { text: tr!(account.people), href: Some(PEOPLE.to_owned()) };
    let import = Crumb { text: tr!(account.import), href: import_href };
    let below = below.map(|text| Crumb { text, href: None });
    [home_crumb(), people, import].into_iter().chain(below).collect()
}

fn done_notice() -> AnyView {
    view! {
        <Notice tone=Tone::Good title=tr!(account.import_done)>
            <p>{tr!(account.import_done_text)}</p>
            <LinkButton href=PEOPLE text=tr!(account.import_look) small=true />
        </Notice>
    }
    .into_any()
}

fn to_fill_in() -> AnyView {
    view! {
        <Sheet title=tr!(account.import_template)>
            <p>{tr!(account.import_template_text)}</p>
            <LinkButton
                href="/downloads/people-to-fill-in.csv"
                text=tr!(account.import_template_take)
                icon="download"
                external=true
            />
        </Sheet>
    }
    .into_any()
}

/// A plain form, as for the register's files.
fn upload_form() -> AnyView {
    let columns = COLUMNS.join(&tr!(words.list_comma));
    let help = tr!(templates.columns_help, most = MOST_MIB, columns = columns);
    view! {
        <Sheet title=tr!(account.import_file) note=tr!(account.import_most, most = MOST_PEOPLE)>
            <UploadForm action="/register/people" id="upload-people" class="stack">
                <FileDrop
                    label=tr!(account.import_choose)
                    name="file"
                    id="f-file-people"
                    accept=".csv"
                    help
                    required=true
                    check=file_check(|_| Ok(()), 1, MOST_MIB, MOST_MIB)
                />
                <Submit text=tr!(templates.read_file) tone=ButtonTone::Primary icon="upload" pending=uploading() />
            </UploadForm>
        </Sheet>
    }
    .into_any()
}

/// A file of people that waits to be confirmed. After a refusal it is not asked for again, for then it would have other
/// passwords than those that were printed.
#[component]
pub fn PeopleFilePage() -> impl IntoView {
    if !may(Action::ManagePeople, Subject::DISTRICT) {
        return error_view(AppError::NotPermitted);
    }
    let params = use_params_map();
    let create = Act::<CreatePeople>::new();
    let discard = Act::<DiscardPeopleFile>::new();
    let file = load(
        move || params.with(|params| params.get("id").unwrap_or_default()),
        |id| async move {
            let id = PreviewId::parse(id).map_err(|_| AppError::NotFound)?;
            api::people_file(id).await
        },
    );
    view! {
        <Title text=tr!(account.import_preview) />
        {loaded_page(file, move |file| file_view(file, create, discard))}
    }
    .into_any()
}

/// How many accounts wait to be created, and what comes first.
fn ready(count: usize) -> String {
    match count {
        1 => tr!(account.import_ready_one),
        count => tr!(account.import_ready, count = count),
    }
}

fn file_view(file: PeopleFile, create: Act<CreatePeople>, discard: Act<DiscardPeopleFile>) -> AnyView {
    let (tone, state, turn) = match file.fault_count {
        0 => (Tone::Info, tr!(templates.state_waiting), ready(file.slips.len())),
        count => (Tone::Stop, tr!(templates.state_faulty), preview::turn_faulty(count)),
    };
    let badge = view! { <Badge tone text=state /> }.into_any();
    let note = tr!(templates.sent, file = file.file_name.clone(), at = words::instant(file.at));
    let guessed = (file.encoding == Encoding::Gb18030).then(preview::guessed);
    let id = file.preview.to_string();
    let content = match file.fault_count {
        0 => people_view(&file, create),
        count => preview::faults(file.faults, count),
    };
    view! {
        <div class="no-print">
            <PageHeader
                title=tr!(account.import_preview)
                crumbs=crumbs(Some(tr!(account.import_preview)))
                crumbs_label=tr!(ui.breadcrumbs)
                badge
                turn
            >
                <ActForm action=discard>
                    <FormGuard action=discard />
                    <HiddenField name="preview" value=id />
                    <Submit text=tr!(templates.discard) tone=ButtonTone::Secondary pending=discard.pending() />
                </ActForm>
            </PageHeader>
        </div>
        <div class="stack">
            <div class="stack no-print">
                {form_errors(discard, Vec::new())} <p class="sm dim">{note}</p> {guessed}
            </div>
            {content}
        </div>
    }
    .into_any()
}

/// The confirmation, and under it the slips, which alone are printed.
fn people_view(file: &PeopleFile, create: Act<CreatePeople>) -> AnyView {
    let district = use_session().district;
    let slips = file.slips.iter().map(|slip| slip_view(slip, &district, &file.address)).collect_view();
    view! {
        {create_form(file, create)}
        <ul class="slips" aria-label=tr!(account.slips)>
            {slips}
        </ul>
    }
    .into_any()
}

fn create_form(file: &PeopleFile, create: Act<CreatePeople>) -> AnyView {
    let id = file.preview.to_string();
    let passwords = file.slips.iter().map(|slip| slip.password.as_str()).collect::<Vec<_>>().join(" ");
    let labels = vec![(HANDED, tr!(account.slips_handed))];
    let take = take_slips(&file.slips);
    view! {
        <Sheet title=tr!(account.slips) class="next no-print">
            <BriefForm action=create class="stack">
                <FormGuard action=create />
                <HiddenField name="preview" value=id />
                <HiddenField name="passwords" value=passwords />
                {form_errors(create, labels)}
                <p>{tr!(account.slips_text)}</p>
                <div class="rowf">{take}</div>
                <CheckField
                    label=tr!(account.slips_handed)
                    name=HANDED
                    help=tr!(account.slips_handed_help)
                    error=field_error(create, HANDED)
                    required=true
                />
                <div class="acts">
                    <Submit
                        text=tr!(account.import_confirm)
                        tone=ButtonTone::Primary
                        icon="check"
                        pending=create.pending()
                    />
                </div>
            </BriefForm>
        </Sheet>
    }
    .into_any()
}

/// The slips as a file. It is in the link itself: the server keeps none.
fn take_slips(slips: &[Slip]) -> AnyView {
    let head = [
        tr!(account.name),
        tr!(account.account),
        tr!(account.one_time_password),
        tr!(account.role),
        tr!(account.unit_code),
        tr!(account.unit),
        tr!(account.inspector_number),
    ];
    let line = |slip: &Slip| {
        let (code, unit) =
            slip.unit.as_ref().map_or_else(Default::default, |(code, name)| (code.to_string(), name.to_string()));
        let number = slip.inspector.as_ref().map(ToString::to_string).unwrap_or_default();
        let (name, account) = (slip.name.to_string(), slip.account.to_string());
        vec![name, account, slip.password.clone(), words::role(slip.role), code, unit, number]
    };
    let lines: Vec<Vec<String>> = std::iter::once(head.to_vec()).chain(slips.iter().map(line)).collect();
    let href = format!("data:text/csv;charset=utf-8,{}", percent_encoded(&csv(&lines)));
    view! {
        <a class="btn" href=href download=tr!(account.slips_file)>
            {tr!(account.slips_take)}
        </a>
    }
    .into_any()
}

/// What is cut out and given to one person.
fn slip_view(slip: &Slip, district: &str, address: &str) -> AnyView {
    let belongs = slip.unit.as_ref().map(|(_, name)| name.to_string());
    let belongs = belongs.or(slip.inspector.as_ref().map(ToString::to_string));
    let role = words::role(slip.role);
    let role = match belongs {
        Some(belongs) => tr!(account.slip_role, role = role, belongs = belongs),
        None => role,
    };
    let code = |text: String| view! { <span class="code">{text}</span> }.into_any();
    let rows = vec![
        (tr!(account.name), slip.name.to_string().into_any()),
        (tr!(account.role), role.into_any()),
        (tr!(account.account), code(slip.account.to_string())),
        (tr!(account.one_time_password), code(slip.password.clone())),
    ];
    view! {
        <li class="slip">
            <p class="slip-title">{tr!(account.slip_title, district = district.to_owned())}</p>
            <Facts rows />
            <p class="sm">{tr!(account.slip_text, address = address.to_owned())}</p>
        </li>
    }
    .into_any()
}
