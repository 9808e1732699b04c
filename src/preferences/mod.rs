//! How a person wants their pages: the language, the size of the text, light or dark, single keys or none, whether the
//! tour opens by itself, and which columns of their lists they leave out.
//!
//! Six cookies hold it, for it must be known before a page is drawn and belongs to the screen rather than to the
//! account; the tour alone is one person's, so its cookie says who closed it. The server reads the cookies and writes what
//! it found into `<html>`; the browser reads it there, so both draw the same page.

use crate::i18n::{Locale, language_tag};

#[cfg(not(feature = "ssr"))]
mod browser;
mod columns;
mod tour;

#[cfg(not(feature = "ssr"))]
use browser::{current, hidden_columns};
pub use columns::{COLUMNS, HiddenColumns, List, kept};
pub use tour::{ClosedTours, TOUR};

/// The cookie of the language: `zh` or `en`. A cookie and its field in the form share their name.
pub const LANGUAGE: &str = "lang";
/// The cookie of the size of the text: `normal` or `large`.
pub const TEXT: &str = "text";
/// The cookie of the colours: `system`, `light` or `dark`.
pub const THEME: &str = "theme";
/// The cookie of the single keys: `on` or `off`.
pub const KEYS: &str = "keys";

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the device is set.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// All of them, in the order of the menu.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The word in the cookie.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme with this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.code() == code)
    }
}

/// The size of all text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextSize {
    /// 15 px.
    #[default]
    Normal,
    /// A quarter more.
    Large,
}

impl TextSize {
    /// Both, the smaller first.
    pub const ALL: [Self; 2] = [Self::Normal, Self::Large];

    /// The word in the cookie.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Large => "large",
        }
    }

    /// The size with this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.code() == code)
    }
}

/// Whether single keys do something, such as `j` for the next row. Whoever speaks to their computer, or hits keys by
/// chance, switches them off (WCAG 2.2, 2.1.4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keys {
    /// They do.
    #[default]
    On,
    /// They do nothing.
    Off,
}

impl Keys {
    /// Both, on first.
    pub const ALL: [Self; 2] = [Self::On, Self::Off];

    /// The word in the cookie.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::Off => "off",
        }
    }

    /// The choice with this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|keys| keys.code() == code)
    }
}

/// How one person wants their pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    /// The language.
    pub locale: Locale,
    /// The size of the text.
    pub text: TextSize,
    /// Light or dark.
    pub theme: Theme,
    /// Whether single keys do something.
    pub keys: Keys,
}

impl Preferences {
    /// What a request's `Cookie` header asks for. What is absent or unknown is the default; it never fails.
    #[must_use]
    pub fn from_cookies(header: &str) -> Self {
        let mut preferences = Self::default();
        for (name, value) in cookies(header) {
            match name {
                LANGUAGE => preferences.locale = locale_from_code(value).unwrap_or_default(),
                TEXT => preferences.text = TextSize::from_code(value).unwrap_or_default(),
                THEME => preferences.theme = Theme::from_code(value).unwrap_or_default(),
                KEYS => preferences.keys = Keys::from_code(value).unwrap_or_default(),
                _ => {}
            }
        }
        preferences
    }

    /// Those of the page or request that is being worked on; the defaults where there is none. The server's half
    /// provides them as context.
    #[must_use]
    pub fn current() -> Self {
        current()
    }
}

/// Name and value of each cookie of a request's `Cookie` header.
fn cookies(header: &str) -> impl Iterator<Item = (&str, &str)> {
    header.split(';').filter_map(|cookie| cookie.trim().split_once('='))
}

#[cfg(feature = "ssr")]
fn current() -> Preferences {
    leptos::prelude::use_context().unwrap_or_default()
}

#[cfg(feature = "ssr")]
fn hidden_columns() -> HiddenColumns {
    leptos::prelude::use_context().unwrap_or_default()
}

/// The word in the cookie of this language.
#[must_use]
pub const fn locale_code(locale: Locale) -> &'static str {
    match locale {
        Locale::zh => "zh",
        Locale::en => "en",
    }
}

/// The language with this word, or with this tag.
#[must_use]
pub fn locale_from_code(code: &str) -> Option<Locale> {
    [Locale::zh, Locale::en].into_iter().find(|locale| locale_code(*locale) == code || language_tag(*locale) == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_found_among_others() {
        let preferences = Preferences::from_cookies("id=1; lang=en;theme=dark ; text=large; keys=off");
        let expected = Preferences { locale: Locale::en, text: TextSize::Large, theme: Theme::Dark, keys: Keys::Off };
        assert_eq!(preferences, expected);
    }

    #[test]
    fn what_is_unknown_is_the_default() {
        assert_eq!(Preferences::from_cookies("lang=xx; text; theme=\"dark\"; ;="), Preferences::default());
        assert_eq!(Preferences::default().locale, Locale::zh);
    }

    #[test]
    fn a_page_says_its_language_in_words_that_are_read_back() {
        for locale in [Locale::zh, Locale::en] {
            assert_eq!(locale_from_code(language_tag(locale)), Some(locale));
            assert_eq!(locale_from_code(locale_code(locale)), Some(locale));
        }
    }
}
