//! The words of the interface, in Chinese and English. They stand in `locales/{zh,en}/<namespace>.json`, one namespace
//! for each process, and are checked when the crate is compiled.
//!
//! The language changes by a form and a new page, never while a page is open. So a translation is a plain text:
//! nothing tracks it, and it can be asked for anywhere, in a view, in a `Suspend` and in a server function.

use crate::preferences::Preferences;

#[allow(clippy::module_inception)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));
}

pub use generated::i18n::Locale;
#[doc(hidden)]
pub use generated::i18n::{I18nLocaleTrait, td_string};

/// The language of the person whose page or request this is. Chinese where nobody asks, as in a job at night.
#[must_use]
pub fn locale() -> Locale {
    Preferences::current().locale
}

/// The address of a language in `lang=`: what fonts, screen readers and hyphenation go by.
#[must_use]
pub const fn language_tag(locale: Locale) -> &'static str {
    match locale {
        Locale::zh => "zh-CN",
        Locale::en => "en",
    }
}

/// A text in the person's language, always a `String`.
///
/// `tr!(unit.title)` is the key `title` of `locales/*/unit.json`, `tr!(ui.paging.next)` a key within a key.
/// `tr!(words.units, count = units.len())` fills `{{ count }}`; every variable of the text must be given, as anything
/// that implements `Display`. It reads the language at once, so call it where the text is needed.
macro_rules! tr {
    ($namespace:ident $(. $key:ident)+ $(, $name:ident = $value:expr)+ $(,)?) => {
        ::std::string::ToString::to_string(&$crate::i18n::td_string!(
            $crate::i18n::locale(), $namespace $(. $key)+ $(, $name = $value)+
        ))
    };
    ($namespace:ident $(. $key:ident)+ $(,)?) => {
        ::std::string::ToString::to_string(&$crate::i18n::td_string!($crate::i18n::locale(), $namespace $(. $key)+))
    };
}
/// A text in a language that the caller names: a page is found by its names in both.
macro_rules! tr_in {
    ($locale:ident, $namespace:ident $(. $key:ident)+ $(,)?) => {
        ::std::string::ToString::to_string(&$crate::i18n::td_string!($locale, $namespace $(. $key)+))
    };
}

pub(crate) use {tr, tr_in};
