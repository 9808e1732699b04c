//! How things stand, as a closed set; the colour is the style sheet's business and never the only signal.

/// The tone of a badge, a notice, a row, an event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Nothing to say by colour.
    #[default]
    Neutral,
    /// Being worked on, or one's own.
    Info,
    /// Done, in order.
    Good,
    /// Soon due, sent back.
    Warn,
    /// Overdue, in error, in conflict. Vermilion stands for nothing else.
    Stop,
}

impl Tone {
    /// The class that `.badge` and `.note` know.
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Self::Neutral => "",
            Self::Info => "act",
            Self::Good => "ok",
            Self::Warn => "warn",
            Self::Stop => "bad",
        }
    }
}

/// A traffic light. Each has its own shape, so it reads without colour: ● ▲ ■ ○.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LightKind {
    /// ● in time.
    Green,
    /// ▲ soon due.
    Yellow,
    /// ■ overdue.
    Red,
    /// ○ no clock runs.
    #[default]
    Grey,
}

impl LightKind {
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Self::Green => "g",
            Self::Yellow => "y",
            Self::Red => "r",
            Self::Grey => "n",
        }
    }
}

/// The weight of a button. One primary a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ButtonTone {
    /// The act this page is for.
    #[default]
    Primary,
    /// Another act.
    Secondary,
    /// An act that cannot be undone; put it in a [`Dialog`](super::Dialog).
    Danger,
    /// A small act beside others.
    Quiet,
}

impl ButtonTone {
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Self::Primary => "btn primary",
            Self::Secondary => "btn",
            Self::Danger => "btn grave",
            Self::Quiet => "btn quiet",
        }
    }
}
