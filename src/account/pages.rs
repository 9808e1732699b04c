//! Sign-in, one's own account, and the administrator's list of people.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos_router::{hooks::use_query_map, params::ParamsMap};
use serde::{Deserialize, Serialize};

use super::{
    api::{self, AssignRole, ChangePassword, CreatePerson, RemoveView, ResetPassword, SetDisabled, SignIn},
    label,
    model::{Account, AccountState, KNOWN_UNITS, People, PeopleOrder, Session},
    rules::kept_roles,
    views::SavedView,
};
use crate::{
    error::AppError,
    i18n::tr,
    kernel::{
        actor::Role,
        ids::AccountId,
        listing::ListOrder,
        permit::{Action, Subject, allows},
    },
    page::{
        Act, ActForm, BriefForm, DemoPeople, FormGuard, Outcome, SortHeads, Title, chosen_columns, demo_people,
        error_view, field_error, form_errors, form_errors_at, label_of, load, loaded_page, successes, take_away,
        use_session, use_session_refresh, use_session_signal, way_to, with_query,
    },
    preferences::List,
    ui::{
        Badge, ButtonTone, Chip, Choice, Column, Facts, FilterChips, HiddenField, LinkButton, Notice, PageHeader,
        Pager, Row, SearchBox, SelectField, Sheet, Submit, Table, TextArea, TextField, Tone, field_id,
    },
    words,
};

/// The first page of whoever is not signed in.
#[component]
pub fn SignInPage() -> impl IntoView {
    let action = Act::<SignIn>::new();
    let next = use_query_map().with_untracked(|query| query.get("next").unwrap_or_default());
    let labels = vec![("account", tr!(account.account)), ("password", tr!(account.password))];
    view! {
        <Title text=tr!(account.sign_in) />
        <main class="page sign-in" id="main" tabindex="-1">
            <PageHeader title=tr!(account.sign_in_title) turn=tr!(account.sign_in_turn) />
            <Sheet>
                <BriefForm action=action class="stack">
                    {form_errors(action, labels)}
                    <HiddenField name="next" value=next />
                    <TextField
                        label=tr!(account.account)
                        name="account"
                        autocomplete="username"
                        required=true
                        error=field_error(action, "account")
                    />
                    <TextField
                        label=tr!(account.password)
                        name="password"
                        kind="password"
                        autocomplete="current-password"
                        required=true
                        error=field_error(action, "password")
                    />
                    <Submit text=tr!(account.sign_in) tone=ButtonTone::Primary pending=action.pending() />
                    <p class="dim sm">{tr!(account.sign_in_help)}</p>
                </BriefForm>
            </Sheet>
            {demo_people().map(demo_list)}
        </main>
    }
}

/// Whoever looks at the demo may be anybody in it.
fn demo_list(people: DemoPeople) -> AnyView {
    let DemoPeople { password, accounts } = people;
    let rows = accounts.into_iter().map(|(account, role)| (account, words::role(role).into_any())).collect::<Vec<_>>();
    view! {
        <Sheet title=tr!(account.demo_people) id="demo-people">
            <p class="dim sm">{tr!(account.demo_password, password = password)}</p>
            <Facts rows />
        </Sheet>
    }
    .into_any()
}

/// One's own account.
#[component]
pub fn MePage() -> impl IntoView {
    let Session { actor, unit_name, .. } = use_session();
    let unit = actor.unit.map(|code| unit_name.map_or_else(|| code.to_string(), |name| name.to_string()));
    let facts = vec![
        (tr!(account.account), actor.account.to_string().into_any()),
        (tr!(account.name), actor.name.clone().into_any()),
        (tr!(account.role), words::role(actor.role).into_any()),
        (tr!(account.unit), unit.unwrap_or_else(|| tr!(account.no_unit)).into_any()),
    ];
    let current = use_session_signal();
    let due = move || {
        current.with(|session| session.must_change_password).then(|| {
            view! {
                <Notice tone=Tone::Warn title=tr!(account.must_change_title)>
                    <p>{tr!(account.must_change_text)}</p>
                </Notice>
            }
        })
    };
    view! {
        <Title text=tr!(account.me) />
        <PageHeader
            title=tr!(account.me)
            turn=tr!(account.me_turn)
            crumbs=way_to(tr!(account.me))
            crumbs_label=tr!(ui.breadcrumbs)
        />
        <div class="stack">
            {due} <Sheet title=tr!(account.facts)>
                <Facts rows=facts />
            </Sheet> <Views /> <PasswordForm />
        </div>
    }
}

/// What one has saved to come back to.
#[component]
fn Views() -> impl IntoView {
    let current = use_session_signal();
    let action = Act::<RemoveView>::new();
    let refresh = use_session_refresh();
    Effect::new(move |_| {
        if action.value().with(|answer| matches!(answer, Some(Ok(())))) {
            refresh();
        }
    });
    let head = || {
        vec![
            Column::new("name", tr!(ui.view_name)),
            Column::new("address", tr!(account.view_address)),
            Column::new("acts", tr!(account.acts)),
        ]
    };
    let list = move || {
        let saved = current.with(|session| session.saved.clone());
        let seen = saved.version;
        let rows: Vec<Row> = saved.views.into_iter().map(|view| view_row(view, seen, action)).collect();
        view! { <Table caption=tr!(ui.saved_views) head=head() rows empty=tr!(account.views_none) /> }
    };
    view! {
        <Sheet title=tr!(ui.saved_views) flush=true id="saved-views">
            {form_errors(action, Vec::new())}
            {list}
        </Sheet>
    }
}

fn view_row(view: SavedView, seen: u32, action: Act<RemoveView>) -> Row {
    let name = view.name.to_string();
    let removed = name.clone();
    let remove = view! {
        <BriefForm action>
            <FormGuard action seen=Signal::stored(seen) />
            <HiddenField name="name" value=removed />
            <Submit text=tr!(account.remove_view) tone=ButtonTone::Quiet small=true pending=action.pending() />
        </BriefForm>
    };
    Row::new(vec![
        view! { <a href=view.address.clone()>{name}</a> }.into_any(),
        view! { <span class="code">{view.address}</span> }.into_any(),
        remove.into_any(),
    ])
}

#[component]
fn PasswordForm() -> impl IntoView {
    let action = Act::<ChangePassword>::new();
    let refresh = use_session_refresh();
    let changed = move || action.value().with(|answer| matches!(answer, Some(Ok(()))));
    Effect::new(move |_| {
        if changed() {
            refresh();
        }
    });
    let done = move || {
        changed().then(|| {
            view! {
                <Notice tone=Tone::Good title=tr!(account.password_changed)>
                    <p>{tr!(account.password_changed_text)}</p>
                </Notice>
            }
        })
    };
    let labels = vec![
        ("current_password", tr!(account.current_password)),
        ("password", tr!(account.new_password)),
        ("password_again", tr!(account.password_again)),
    ];
    view! {
        <Sheet title=tr!(account.change_password) id="change-password">
            <BriefForm action=action class="stack">
                <FormGuard action />
                <div aria-live="polite">{done}</div>
                {form_errors(action, labels)}
                {password_field(action, "current_password", tr!(account.current_password), "current-password", String::new())}
                {password_field(
                    action,
                    "password",
                    tr!(account.new_password),
                    "new-password",
                    tr!(account.password_help),
                )}
                {password_field(action, "password_again", tr!(account.password_again), "new-password", String::new())}
                <Submit text=tr!(account.change_password) tone=ButtonTone::Primary pending=action.pending() />
            </BriefForm>
        </Sheet>
    }
}

fn password_field(
    action: Act<ChangePassword>,
    name: &'static str,
    label: String,
    autocomplete: &'static str,
    help: String,
) -> AnyView {
    let answer = action.value();
    // Two texts that differ have a sentence of their own: there is no value that could be named.
    let error = field_error(action, name);
    let error = Signal::derive(move || match (name, error.get()) {
        ("password_again", Some(_)) => answer.with(|answer| answer.is_some()).then(|| tr!(account.passwords_differ)),
        (_, error) => error,
    });
    view! { <TextField label name kind="password" autocomplete help error required=true /> }.into_any()
}

/// The address of the list of people.
const PEOPLE: &str = "/admin/people";

/// The id of the list of people.
const LIST: &str = "f-people";

/// What the address asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Asked {
    q: String,
    state: String,
    role: String,
    sort: String,
    after: String,
}

impl Asked {
    fn read(query: &ParamsMap) -> Self {
        let word = |name: &str| query.get(name).unwrap_or_default();
        Self { q: word("q"), state: word("state"), role: word("role"), sort: word("sort"), after: word("after") }
    }

    /// The address that asks for it.
    fn href(&self) -> String {
        let words = [
            ("q", self.q.as_str()),
            ("state", self.state.as_str()),
            ("role", self.role.as_str()),
            ("sort", self.sort.as_str()),
            ("after", self.after.as_str()),
        ];
        with_query(PEOPLE, words)
    }

    /// The address of its first page.
    fn first(self) -> String {
        Self { after: String::new(), ..self }.href()
    }
}

/// The list of people: the system administrator keeps their accounts, the security administrator their roles.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let actor = use_session().actor;
    let may = |action| allows(&actor, action, Subject::DISTRICT);
    if !may(Action::ManagePeople) && !may(Action::AssignRoles) {
        return error_view(AppError::NotPermitted);
    }
    let create = Act::<CreatePerson>::new();
    let created = successes([create.into()]);
    // What was carried out in the rows.
    let done = RwSignal::new(0_u32);
    let rows = Rows::new(done);
    let query = use_query_map();
    let asked = move || (query.with(Asked::read), created.get(), done.get());
    let people = load(asked, |(asked, ..)| async move {
        let Asked { q, state, role, sort, after } = asked.clone();
        api::people(q, state, role, sort, after).await.map(|people| (asked, people))
    });
    view! {
        <Title text=tr!(account.people) />
        <PageHeader
            title=tr!(account.people)
            turn=tr!(account.people_turn)
            crumbs=way_to(tr!(account.people))
            crumbs_label=tr!(ui.breadcrumbs)
        />
        <div class="stack">
            {refused_without_script(done)}
            {loaded_page(
                people.as_table().below_head(),
                move |(asked, people)| {
                    let create = people.suggested_password.clone().map(|once| create_form(create, once));
                    view! {
                        {create}
                        {people_table(&asked, people, rows)}
                    }
                        .into_any()
                },
            )}
        </div>
    }
    .into_any()
}

/// What can be done in a row: whoever gives one-time passwords keeps the account; who does not, the role.
#[derive(Clone, Copy)]
enum RowActs {
    Account { reset: Act<ResetPassword>, disable: Act<SetDisabled> },
    Role(Act<AssignRole>),
}

impl RowActs {
    fn new(keeps_account: bool, done: RwSignal<u32>) -> Self {
        match keeps_account {
            true => Self::Account { reset: Act::in_row(done), disable: Act::in_row(done) },
            false => Self::Role(Act::in_row(done)),
        }
    }

    /// Whether the last answer to one of them was a refusal.
    fn is_refused(self) -> bool {
        let refused =
            |answer: Signal<Option<Result<(), AppError>>>| answer.with(|answer| matches!(answer, Some(Err(_))));
        match self {
            // Both are asked, for both are followed.
            Self::Account { reset, disable } => refused(reset.value()) | refused(disable.value()),
            Self::Role(assign) => refused(assign.value()),
        }
    }
}

/// The acts of every row that was shown. They are the page's and not the row's: the list is drawn anew after each success,
/// and a refusal that comes later is still told where it was asked.
#[derive(Clone, Copy)]
struct Rows {
    acts: StoredValue<BTreeMap<AccountId, RowActs>>,
    page: StoredValue<Option<WeakOwner>>,
    done: RwSignal<u32>,
}

impl Rows {
    fn new(done: RwSignal<u32>) -> Self {
        Self {
            acts: StoredValue::new(BTreeMap::new()),
            page: StoredValue::new(Owner::current().map(|page| page.downgrade())),
            done,
        }
    }

    fn of(self, account: &AccountId, keeps_account: bool) -> RowActs {
        if let Some(acts) = self.acts.with_value(|acts| acts.get(account).copied()) {
            return acts;
        }
        let make = || RowActs::new(keeps_account, self.done);
        let page = self.page.with_value(|page| page.as_ref().and_then(WeakOwner::upgrade));
        let acts = page.map_or_else(make, |page| page.with(make));
        self.acts.update_value(|known| {
            known.insert(account.clone(), acts);
        });
        acts
    }
}

/// What was refused in a row without a script. The address says of which kind the form was and not in which row it stood,
/// so it is told once, above the list, until something is carried out in a row.
fn refused_without_script(done: RwSignal<u32>) -> AnyView {
    // Nobody sends these.
    let (reset, disable, assign) = (Act::<ResetPassword>::new(), Act::<SetDisabled>::new(), Act::<AssignRole>::new());
    let refused = move || {
        let at_list = |_: &str| LIST.to_owned();
        (done.get() == 0).then(|| {
            view! {
                {errors_at(reset, at_list, password_labels())}
                {errors_at(disable, at_list, Vec::new())}
                {errors_at(assign, at_list, role_labels())}
            }
        })
    };
    view! { {refused} }.into_any()
}

/// What the last answer refuses; `link` gives, for a field's name, the id to which the summary leads.
fn errors_at(
    action: impl Into<Outcome>,
    link: impl Fn(&str) -> String + Send + Sync + 'static,
    labels: Vec<(&'static str, String)>,
) -> AnyView {
    form_errors_at(action, move |field| (link(field), label_of(field, &labels)))
}

/// The id of a field in the row of an account: every row has fields of these names.
fn id_in_row(field: &str, account: &AccountId) -> String {
    field_id(&format!("{field}-{account}"))
}

/// What was refused in the row of an account, with links to the fields of that row.
fn row_errors(action: impl Into<Outcome>, account: &AccountId, labels: Vec<(&'static str, String)>) -> AnyView {
    let account = account.clone();
    errors_at(action, move |field| id_in_row(field, &account), labels)
}

/// The roles that can be given here.
fn roles() -> Vec<Choice> {
    kept_roles().map(|role| Choice::new(role.code(), words::role(role))).collect()
}

fn role_labels() -> Vec<(&'static str, String)> {
    vec![
        ("role", tr!(account.role)),
        ("unit", tr!(account.unit_code)),
        ("inspector", tr!(account.inspector_number)),
        ("reason", tr!(account.reason)),
    ]
}

fn password_labels() -> Vec<(&'static str, String)> {
    vec![("password", tr!(account.one_time_password))]
}

fn create_form(action: Act<CreatePerson>, suggested: String) -> AnyView {
    let roles = std::iter::once(Choice::new("", tr!(account.choose_role))).chain(roles()).collect::<Vec<_>>();
    let mut labels = vec![("account", tr!(account.account)), ("name", tr!(account.name))];
    labels.extend(role_labels());
    labels.extend(password_labels());
    let error = move |field| field_error(action, field);
    let import = view! { <LinkButton href="/admin/people/import" text=tr!(account.import) icon="upload" small=true /> };
    let actions = import.into_any();
    view! {
        <Sheet title=tr!(account.create_person) note=tr!(account.create_note) id="new-person" actions>
            <ActForm action=action class="stack">
                <FormGuard action />
                {form_errors(action, labels)}
                <div class="cols half">
                    <TextField label=tr!(account.account) name="account" help=tr!(account.account_help) error=error("account") required=true />
                    <TextField label=tr!(account.name) name="name" error=error("name") required=true />
                    <SelectField label=tr!(account.role) name="role" options=roles error=error("role") required=true />
                    <TextField
                        label=tr!(account.unit_code)
                        name="unit"
                        list=KNOWN_UNITS
                        autocomplete="off"
                        help=tr!(account.unit_help)
                        error=error("unit")
                    />
                    <TextField label=tr!(account.inspector_number) name="inspector" help=tr!(account.inspector_help) error=error("inspector") />
                    <TextField
                        label=tr!(account.one_time_password)
                        name="password"
                        value=suggested
                        help=tr!(account.one_time_help)
                        autocomplete="off"
                        error=error("password")
                        required=true
                    />
                </div>
                <Submit text=tr!(account.create_person) tone=ButtonTone::Primary pending=action.pending() />
            </ActForm>
        </Sheet>
    }
    .into_any()
}

fn people_table(asked: &Asked, people: People, acts: Rows) -> AnyView {
    let sorts = SortHeads::new(PeopleOrder::from_code(&asked.sort), |order: PeopleOrder| {
        Asked { sort: order.code().to_owned(), ..asked.clone() }.first()
    });
    let head = vec![
        sorts.up(Column::new("account", tr!(account.account)), PeopleOrder::Account),
        Column::new("name", tr!(account.name)),
        sorts.up(Column::new("role", tr!(account.role)), PeopleOrder::Role),
        sorts.up(Column::new("unit", tr!(account.unit)), PeopleOrder::Unit),
        Column::new("state", tr!(account.state)),
        Column::new("acts", tr!(account.acts)),
    ];
    let suggested = people.suggested_password;
    let keeps_accounts = suggested.is_some();
    let rows = people.accounts.into_iter().map(|account| person_row(account, acts, suggested.as_deref()));
    let (head, rows, columns) = chosen_columns(List::People, head, rows.collect());
    let first = asked.clone().first();
    let take = keeps_accounts.then(|| take_away(&first, "people"));
    let actions = view! { <div class="rowf">{columns} {take}</div> }.into_any();
    let prev = (!asked.after.is_empty()).then_some(first);
    let next = people.next.map(|after| Asked { after, ..asked.clone() }.href());
    let kept = [("state", &asked.state), ("role", &asked.role), ("sort", &asked.sort)];
    let kept = kept.into_iter().filter(|(_, value)| !value.is_empty());
    let kept = kept.map(|(name, value)| view! { <HiddenField name value=value.clone() /> }).collect_view();
    let search = asked.q.clone();
    view! {
        <SearchBox name="q" label=tr!(account.search_label) value=search action=PEOPLE submit=tr!(ui.search)>
            {kept}
        </SearchBox>
        {chips(asked)}
        <Sheet
            title=tr!(account.people)
            note=tr!(account.count, count = people.found)
            flush=true
            id=LIST
            actions
        >
            <Table caption=tr!(account.people) head rows empty=tr!(account.nobody_found) />
        </Sheet>
        <Pager prev next prev_text=tr!(ui.first_page) next_text=tr!(ui.next_page) label=tr!(account.people) />
    }
    .into_any()
}

/// States and roles, each with an address of its own; pressing an active one takes the condition away.
fn chips(asked: &Asked) -> AnyView {
    let state = |state: AccountState| {
        let active = asked.state == state.code();
        let next = if active { String::new() } else { state.code().to_owned() };
        let href = Asked { state: next, ..asked.clone() }.first();
        Chip { text: label::state(state), href, active, count: None }
    };
    let role = |role: Role| {
        let active = asked.role == role.code();
        let next = if active { String::new() } else { role.code().to_owned() };
        let href = Asked { role: next, ..asked.clone() }.first();
        Chip { text: words::role(role), href, active, count: None }
    };
    let states: Vec<Chip> = AccountState::ALL.map(state).into();
    let roles: Vec<Chip> = Role::ALL.map(role).into();
    view! {
        <FilterChips chips=states label=tr!(account.state) />
        <FilterChips chips=roles label=tr!(account.role) />
    }
    .into_any()
}

fn person_row(account: Account, acts: Rows, suggested: Option<&str>) -> Row {
    let belongs =
        account.unit.as_ref().map(ToString::to_string).or(account.inspector.as_ref().map(ToString::to_string));
    let tone = match (account.disabled, account.must_change_password) {
        (true, _) => Tone::Stop,
        (false, true) => Tone::Warn,
        (false, false) => Tone::Good,
    };
    let text = words::account_state(account.disabled, account.must_change_password);
    let state = view! { <Badge tone text /> };
    let acts = match account.role.is_administrator() {
        true => tr!(account.kept_on_the_machine).into_any(),
        false => person_acts(&account, acts.of(&account.account, suggested.is_some()), suggested),
    };
    Row::new(vec![
        account.account.to_string().into_any(),
        account.name.to_string().into_any(),
        words::role(account.role).into_any(),
        belongs.unwrap_or_default().into_any(),
        state.into_any(),
        acts,
    ])
}

fn person_acts(account: &Account, acts: RowActs, suggested: Option<&str>) -> AnyView {
    let forms = match acts {
        RowActs::Account { reset, disable } => {
            (reset_form(account, reset, suggested), disable_form(account, disable)).into_any()
        }
        RowActs::Role(assign) => role_form(account, assign),
    };
    let refused = Memo::new(move |_| acts.is_refused());
    view! {
        <details class="acc" open=move || refused.get()>
            <summary>{tr!(account.change)}</summary>
            <div class="stack">{forms}</div>
        </details>
    }
    .into_any()
}

fn role_form(account: &Account, action: Act<AssignRole>) -> AnyView {
    let id = account.account.to_string();
    let version = Signal::stored(account.version);
    let [role_id, unit_id, inspector_id, reason_id] =
        ["role", "unit", "inspector", "reason"].map(|name| id_in_row(name, &account.account));
    let errors = row_errors(action, &account.account, role_labels());
    let error = move |field| field_error(action, field);
    let role = account.role.code();
    let unit = account.unit.as_ref().map(ToString::to_string).unwrap_or_default();
    let inspector = account.inspector.as_ref().map(ToString::to_string).unwrap_or_default();
    view! {
        <ActForm action class="stack">
            <FormGuard action seen=version />
            <HiddenField name="account" value=id />
            {errors}
            <SelectField
                label=tr!(account.role)
                name="role"
                id=role_id
                options=roles()
                value=role
                error=error("role")
                required=true
            />
            <TextField
                label=tr!(account.unit_code)
                name="unit"
                id=unit_id
                value=unit
                help=tr!(account.unit_help)
                error=error("unit")
            />
            <TextField
                label=tr!(account.inspector_number)
                name="inspector"
                id=inspector_id
                value=inspector
                help=tr!(account.inspector_help)
                error=error("inspector")
            />
            <TextArea label=tr!(account.reason) name="reason" id=reason_id rows=2 error=error("reason") required=true />
            <Submit text=tr!(account.assign_role) small=true pending=action.pending() />
        </ActForm>
    }
    .into_any()
}

fn reset_form(account: &Account, action: Act<ResetPassword>, suggested: Option<&str>) -> AnyView {
    let id = account.account.to_string();
    let version = Signal::stored(account.version);
    let password_id = id_in_row("password", &account.account);
    let errors = row_errors(action, &account.account, password_labels());
    let suggested = suggested.map(str::to_owned).unwrap_or_default();
    view! {
        <ActForm action class="stack">
            <FormGuard action seen=version />
            <HiddenField name="account" value=id />
            {errors}
            <TextField
                label=tr!(account.one_time_password)
                name="password"
                id=password_id
                value=suggested
                autocomplete="off"
                help=tr!(account.one_time_help)
                error=field_error(action, "password")
            />
            <Submit text=tr!(account.reset_password) small=true pending=action.pending() />
        </ActForm>
    }
    .into_any()
}

fn disable_form(account: &Account, action: Act<SetDisabled>) -> AnyView {
    let id = account.account.to_string();
    let version = Signal::stored(account.version);
    let disabled = account.disabled;
    let text = if disabled { tr!(account.enable) } else { tr!(account.disable) };
    let errors = row_errors(action, &account.account, Vec::new());
    view! {
        <ActForm action class="stack">
            <FormGuard action seen=version />
            {errors}
            <HiddenField name="account" value=id />
            <HiddenField name="disabled" value=(!disabled).to_string() />
            <Submit text small=true pending=action.pending() />
        </ActForm>
    }
    .into_any()
}
