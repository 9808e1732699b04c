//! Tables of records.

use leptos::{prelude::*, tachys::view::keyed::keyed};

use super::{Icon, Tone};

/// The order of a sorted column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Ascending,
    Descending,
}

/// A column: its head, whether it holds figures or sentences, and the address that sorts by it. What is in the one with the
/// key `acts` is done on a screen, and not printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    pub key: String,
    pub text: String,
    pub numeric: bool,
    pub wide: bool,
    pub sort_href: Option<String>,
    pub sorted: Option<Order>,
}

impl Column {
    /// A column of words that does not sort.
    pub fn new(key: impl Into<String>, text: impl Into<String>) -> Self {
        Self { key: key.into(), text: text.into(), ..Self::default() }
    }

    /// A column of figures, set to the right.
    pub fn numeric(key: impl Into<String>, text: impl Into<String>) -> Self {
        Self { numeric: true, ..Self::new(key, text) }
    }

    /// With the address that sorts by it, and how it is sorted now.
    pub fn sorts(self, href: impl Into<String>, sorted: Option<Order>) -> Self {
        Self { sort_href: Some(href.into()), sorted, ..self }
    }

    /// Of sentences or lists, which take the whole width of a card.
    #[must_use]
    pub fn wide(self) -> Self {
        Self { wide: true, ..self }
    }

    /// The class of its cells.
    fn class(&self) -> Option<&'static str> {
        match (self.key.as_str(), self.numeric, self.wide) {
            ("acts", ..) => Some("no-print"),
            (_, true, _) => Some("num"),
            (_, false, true) => Some("wide"),
            (_, false, false) => None,
        }
    }
}

/// A row. With an address, its first cell is the link and a click anywhere in the row opens it.
#[derive(Default)]
pub struct Row {
    pub href: Option<String>,
    pub cells: Vec<AnyView>,
    pub tone: Tone,
    pub tick: Option<Tick>,
}

/// By what a row is chosen.
pub struct Tick {
    /// The id of the form that carries it; empty where that form stands around the table.
    pub form: &'static str,
    /// The name under which the form carries it.
    pub name: &'static str,
    /// What it carries where the row is chosen.
    pub value: String,
    /// What is chosen, for whoever does not see the row.
    pub text: String,
}

impl Row {
    pub fn new(cells: Vec<AnyView>) -> Self {
        Self { cells, ..Self::default() }
    }

    pub fn opens(self, href: impl Into<String>) -> Self {
        Self { href: Some(href.into()), ..self }
    }

    pub fn tone(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }

    /// With a tick before it; the table says by `ticks` what its column is called.
    pub fn chosen_by(self, tick: Option<Tick>) -> Self {
        Self { tick, ..self }
    }
}

/// A real table with one cell for each column. Under 900 px each row is a card; with `scroll` it stays a table in a
/// region that scrolls sideways by keyboard too, for figures that are compared.
#[component]
pub fn Table(
    #[prop(into)] caption: String,
    head: Vec<Column>,
    rows: Vec<Row>,
    /// What will appear here and who makes it appear.
    #[prop(optional, into)]
    empty: String,
    #[prop(optional)] scroll: bool,
    /// Show the caption; else it is read, not seen.
    #[prop(optional)]
    show_caption: bool,
    /// Narrow rows.
    #[prop(optional)]
    tight: bool,
    /// What the column of ticks before the rows is called; without it there is none.
    #[prop(optional, into)]
    ticks: String,
) -> impl IntoView {
    let ticked = !ticks.is_empty();
    let width = head.len() + usize::from(ticked);
    let labels: Vec<Label> = head.iter().map(|column| (column.text.clone(), column.class())).collect();
    let none = rows.is_empty().then(|| {
        view! { <tr class="none"><td colspan=width.to_string()>{empty}</td></tr> }
    });
    let class = match (scroll, tight) {
        (true, true) => "tbl lined tight",
        (true, false) => "tbl lined",
        (false, true) => "tbl lined cards tight",
        (false, false) => "tbl lined cards",
    };
    let region = caption.clone();
    let table = view! {
        <table class=class>
            <caption class=(!show_caption).then_some("vh")>{caption}</caption>
            <thead>
                <tr>
                    {ticked.then(|| view! { <th scope="col" class="tick"><span class="vh">{ticks}</span></th> })}
                    {head.into_iter().map(head_cell).collect_view()}
                </tr>
            </thead>
            <tbody>{none} {rows.into_iter().map(|row| body_row(row, &labels, ticked)).collect_view()}</tbody>
        </table>
    };
    if scroll {
        view! { <div class="scroll" tabindex="0" role="region" aria-label=region>{table}</div> }.into_any()
    } else {
        view! { <div class="scroll">{table}</div> }.into_any()
    }
}

/// The head of a cell and its class.
type Label = (String, Option<&'static str>);

fn head_cell(column: Column) -> AnyView {
    let class = column.class();
    let Some(href) = column.sort_href else {
        return view! { <th scope="col" class=class>{column.text}</th> }.into_any();
    };
    let (state, icon) = match column.sorted {
        None => ("none", "sort"),
        Some(Order::Ascending) => ("ascending", "asc"),
        Some(Order::Descending) => ("descending", "desc"),
    };
    view! {
        <th scope="col" class=class aria-sort=state>
            <a class="sort" href=href>{column.text}<Icon name=icon /></a>
        </th>
    }
    .into_any()
}

fn body_row(row: Row, labels: &[Label], ticked: bool) -> AnyView {
    // One's own row is tinted whole; the other tones are a stripe beside the words that say it.
    let tone = if row.tone == Tone::Info { "me" } else { row.tone.class() };
    let class = if row.href.is_some() { format!("opens {tone}") } else { tone.to_string() };
    let mut href = row.href;
    let cells = row.cells.into_iter().enumerate().map(|(place, cell)| {
        let (label, class) = labels.get(place).cloned().unwrap_or_default();
        if place > 0 {
            return view! { <td class=class data-label=label>{cell}</td> }.into_any();
        }
        let head = match href.take() {
            Some(href) => view! { <a class="row" href=href>{cell}</a> }.into_any(),
            None => cell,
        };
        view! { <th scope="row" class=class data-label=label>{head}</th> }.into_any()
    });
    let cells = cells.collect_view();
    let tick = ticked.then(|| view! { <td class="tick">{row.tick.map(tick_box)}</td> });
    view! { <tr class=super::given(class)>{tick} {cells}</tr> }.into_any()
}

/// Known by what is chosen and not by its place: where the page is drawn anew and another record stands in the row, a tick
/// never comes to stand beside it.
fn tick_box(tick: Tick) -> AnyView {
    let one = |_, tick: Tick| {
        let tick = view! {
            <label>
                <input type="checkbox" name=tick.name value=tick.value form=super::given(tick.form.to_owned()) />
                <span class="vh">{tick.text}</span>
            </label>
        };
        (|_: usize| (), tick)
    };
    keyed(vec![tick], |tick| tick.value.clone(), one).into_any()
}
