//! The component kit: what pages are made of.
//!
//! Domain-blind and on native elements. Every word comes in as a prop, so the kit needs no translations; every
//! component renders the same on both sides (ids come from names, never from a counter or the clock), works before
//! and without WASM, and styles itself by classes alone, for the Content-Security-Policy forbids `style=`.
//!
//! The look lives in `style/`, one file per noun, with the same names as here.

/// Tones shared by everything that says how things stand.
mod tone;

// Words and marks.
mod badge;
mod icon;
mod notice;
/// A short word after an act.
mod toast;

// The page and its parts.
mod empty_state;
mod frame;
mod menu;
mod page_header;
mod sheet;

// Acts and forms.
mod button;
mod choice;
mod dialog;
mod error_summary;
mod field;
mod file_drop;
/// What people read of an element.
#[cfg(not(feature = "ssr"))]
mod named;
mod text_area;
/// What the browser finds wrong with a field.
mod validity;

// Records.
mod clock;
mod facts;
mod moment;
mod progress;
mod stepper;
mod timeline;

// Lists.
/// Rows that are chosen.
mod chosen;
/// Choosing the columns of a list.
mod column_choice;
mod filter;
mod pager;
mod table;

// Pictures of figures.
mod bar_chart;
mod bullet;
mod bump_chart;
/// Carrying something to another place of a table.
mod carry;
/// What stands around a drawing.
mod chart;
mod donut;
/// What drawings share.
mod drawing;
mod figure;
mod heat_map;
mod line_chart;
mod month_calendar;
/// Bars over a line of days.
mod span_chart;
mod sparkline;
mod stacked_bars;

/// What only the server draws.
mod drawn;
/// Waiting for an answer, and the two answers.
mod loaded;
/// A view that the server makes once.
mod once;
/// Every component in every state, for the eye and for axe; drawn by the server, so that no browser carries it.
#[cfg(feature = "ssr")]
mod styleguide;

pub use badge::{Badge, Light};
pub use bar_chart::{Bar, BarChart};
pub use bullet::{Bullet, BulletBand, BulletChart};
pub use bump_chart::{BumpChart, BumpLine};
pub use button::{LinkButton, Submit, in_sight};
pub use carry::{Beside, Carry};
pub use chart::ChartWords;
pub use choice::{CheckField, CheckGroup, Choice, RadioField, SelectField};
pub use chosen::ChosenRows;
pub use clock::Clock;
pub use column_choice::ColumnChoice;
pub use dialog::Dialog;
pub use donut::{Donut, DonutPart};
pub use drawn::drawn_by_server;
pub use empty_state::EmptyState;
pub use error_summary::ErrorSummary;
pub use facts::Facts;
pub use field::{FieldKind, HiddenField, TextField, field_id};
pub use figure::{Figure, Figures};
#[cfg(not(feature = "ssr"))]
pub(crate) use file_drop::chosen_files;
pub use file_drop::{ChosenFile, FileCheck, FileDrop, judge_files};
pub use filter::{Chip, FilterChips, SearchBox, Tab, Tabs};
pub use frame::{Frame, RailGroup, RailItem, RailState, rail_groups};
pub use heat_map::{HeatCell, HeatMap, HeatRow};
pub use icon::Icon;
pub use line_chart::{LineChart, LinePoint};
pub use loaded::{Outline, Skeleton, loaded, loaded_after};
pub use menu::Menu;
pub use moment::{Moment, When};
pub use month_calendar::{CalendarDay, CalendarEvent, MonthCalendar, alert_line};
#[cfg(not(feature = "ssr"))]
pub(crate) use named::{field_label, words_of};
pub use notice::Notice;
pub use page_header::{Crumb, PageHeader, Turn};
pub use pager::Pager;
pub use progress::Progress;
pub use sheet::Sheet;
pub use span_chart::{SpanBar, SpanChart, SpanLegend, SpanState};
pub use sparkline::Sparkline;
pub use stacked_bars::{StackKind, StackPart, StackRow, StackedBars};
pub use stepper::{Step, StepState, Stepper};
#[cfg(feature = "ssr")]
pub use styleguide::{STYLEGUIDE, Styleguide, StyleguideFrame};
pub use table::{Column, Order, Row, Table, Tick};
pub use text_area::TextArea;
pub use timeline::{Timeline, TimelineEvent};
pub use toast::Toast;
pub use tone::{ButtonTone, LightKind, Tone};
pub use validity::{Flaw, NotSent, Wrong, WrongWords};

/// Whether this half runs on the server. Known when it is compiled, so that a browser carries no view that only a server
/// draws.
const ON_SERVER: bool = cfg!(feature = "ssr");

/// Props that pages leave out are empty strings; views ask for `Some` of what is there.
pub(crate) fn given(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
