//! What is there of each kind, and where a file comes in.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{edition_href, inspectors, kind_name};
use crate::{
    i18n::tr,
    kernel::permit::{Action, Subject, allows},
    page::{Title, UploadForm, Uploads, file_check, load, loaded_page, moment_text, uploading, use_session, way_to},
    register::{
        api,
        model::{Card, Kind, MOST_MIB},
    },
    ui::{ButtonTone, Facts, FileDrop, LinkButton, Notice, PageHeader, Sheet, Submit, Tone},
    words,
};

/// The cards of the six kinds.
#[component]
pub fn TemplatesPage() -> impl IntoView {
    let query = use_query_map();
    Uploads::provide();
    let done = move || query.with(|query| query.get("done")).and_then(|kind| Kind::from_code(&kind)).map(done_notice);
    let cards = load(move || query.with(|query| query.get("done")), |_| api::templates());
    view! {
        <Title text=tr!(templates.title) />
        <PageHeader
            title=tr!(templates.title)
            turn=tr!(templates.turn)
            crumbs=way_to(tr!(templates.title))
            crumbs_label=tr!(ui.breadcrumbs)
        />
        <div class="stack">
            {done}
            {loaded_page(
                cards.below_head(),
                |cards| view! { <div class="cols half">{cards.into_iter().map(card_view).collect_view()}</div> }.into_any(),
            )}
        </div>
    }
}

fn done_notice(kind: Kind) -> AnyView {
    view! {
        <Notice tone=Tone::Good title=tr!(templates.done_title)>
            <p>{tr!(templates.done_text, kind = kind_name(kind))}</p>
        </Notice>
    }
    .into_any()
}

fn card_view(card: Card) -> AnyView {
    let actor = use_session().actor;
    let upload = allows(&actor, Action::ManageRegister, Subject::DISTRICT).then(|| upload_form(card.kind));
    let reads_units = allows(&actor, Action::ReadUnits, Subject::DISTRICT);
    let actions = look(&card, reads_units).map(|href| {
        view! { <LinkButton href text=tr!(templates.look) tone=ButtonTone::Quiet small=true /> }.into_any()
    });
    let nothing = tr!(templates.nothing);
    let changed = card
        .changed
        .as_ref()
        .map_or(nothing, |changed| tr!(templates.changed, at = moment_text(changed.at), by = changed.by.clone()));
    let mut rows = vec![(tr!(templates.there), count(&card).into_any()), (tr!(templates.last), changed.into_any())];
    if let Some(edition) = card.edition {
        rows.insert(1, (tr!(templates.edition), tr!(templates.edition_number, edition = edition).into_any()));
    }
    let kind = card.kind;
    match actions {
        Some(actions) => view! {
            <Sheet title=kind_name(kind) article=article(kind) actions>
                <Facts rows />
                {upload}
            </Sheet>
        }
        .into_any(),
        None => view! {
            <Sheet title=kind_name(kind) article=article(kind)>
                <Facts rows />
                {upload}
            </Sheet>
        }
        .into_any(),
    }
}

/// Where what is there can be looked at.
fn look(card: &Card, reads_units: bool) -> Option<String> {
    match card.kind {
        Kind::Units | Kind::FormerNames => reads_units.then(|| "/units".to_owned()),
        Kind::Inspectors => reads_units.then(|| "/inspectors".to_owned()),
        Kind::Holidays => (card.count > 0).then(|| "/templates/holidays".to_owned()),
        Kind::ScoreStandard | Kind::SelfCheckForm => card.edition.map(|edition| edition_href(card.kind, edition)),
    }
}

fn count(card: &Card) -> String {
    match card.kind {
        Kind::Units => words::units(card.count),
        Kind::FormerNames if card.count == 1 => tr!(templates.count_former_names_one),
        Kind::FormerNames => tr!(templates.count_former_names, count = card.count),
        Kind::Inspectors => inspectors(card.count),
        Kind::Holidays if card.count == 1 => tr!(templates.count_holidays_one),
        Kind::Holidays => tr!(templates.count_holidays, count = card.count),
        Kind::ScoreStandard => tr!(templates.count_score_standard, count = card.count),
        Kind::SelfCheckForm => tr!(templates.count_self_check_form, count = card.count),
    }
}

fn article(kind: Kind) -> String {
    match kind {
        Kind::Units => tr!(templates.article_5),
        Kind::FormerNames | Kind::Inspectors => tr!(templates.article_14),
        Kind::Holidays => String::new(),
        Kind::ScoreStandard => tr!(templates.article_10),
        Kind::SelfCheckForm => tr!(templates.article_7),
    }
}

/// A plain form: it works without scripts, and a file never passes through a server function.
fn upload_form(kind: Kind) -> AnyView {
    let action = format!("/register/preview/{}", kind.code());
    let help = match kind.columns() {
        [] => tr!(templates.holidays_help, most = MOST_MIB),
        columns => tr!(templates.columns_help, most = MOST_MIB, columns = columns.join(&tr!(words.list_comma))),
    };
    view! {
        <UploadForm action id=format!("upload-{}", kind.code()) class="stack">
            <FileDrop
                label=tr!(templates.file, kind = kind_name(kind))
                name="file"
                id=format!("f-file-{}", kind.code())
                accept=kind.ending()
                help
                required=true
                check=file_check(|_| Ok(()), 1, MOST_MIB, MOST_MIB)
            />
            <Submit text=tr!(templates.read_file) tone=ButtonTone::Secondary icon="upload" pending=uploading() />
        </UploadForm>
    }
    .into_any()
}
