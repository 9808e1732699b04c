//! The way to a page, which stands above its title: it begins at home on every page.

use crate::{i18n::tr, ui::Crumb};

/// Where every way begins.
#[must_use]
pub fn home_crumb() -> Crumb {
    Crumb { text: tr!(ui.home), href: Some("/".to_owned()) }
}

/// The way to a page that lies right below home.
#[must_use]
pub fn way_to(page: String) -> Vec<Crumb> {
    vec![home_crumb(), Crumb { text: page, href: None }]
}
