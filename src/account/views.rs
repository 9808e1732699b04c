//! The addresses that a person has given names: a list with its conditions, say, that they come back to. Pure.

use serde::{Deserialize, Serialize};

use crate::kernel::{
    fault::{Fault, FieldFault},
    text::Text,
};

/// So many views a person may have.
pub const MOST_VIEWS: usize = 20;

/// The most bytes of an address.
const LONGEST_ADDRESS: usize = 600;

/// Where a list goes on is no view of it: there may be other lines by then.
const PAGING: &str = "after=";

/// What a view is called, at most 40 characters.
pub type ViewName = Text<40>;

/// An address with a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedView {
    /// What it is called; no two of a person are called the same.
    pub name: ViewName,
    /// Path and query of a page of ours.
    pub address: String,
}

/// What a person has saved.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedViews {
    /// In the order in which they were saved first.
    #[serde(default)]
    pub views: Vec<SavedView>,
    /// Counts the changes; 0 while nothing was ever saved.
    #[serde(default)]
    pub version: u32,
}

impl SavedViews {
    /// With one more, or with another address under a name that is known.
    ///
    /// # Errors
    /// [`Fault::TooMany`] beyond [`MOST_VIEWS`].
    pub fn with(mut self, view: SavedView) -> Result<Self, Fault> {
        if let Some(known) = self.views.iter_mut().find(|known| known.name == view.name) {
            known.address = view.address;
        } else if self.views.len() < MOST_VIEWS {
            self.views.push(view);
        } else {
            return Err(Fault::TooMany { most: MOST_VIEWS });
        }
        Ok(self)
    }

    /// Without the one of this name.
    #[must_use]
    pub fn without(mut self, name: &ViewName) -> Self {
        self.views.retain(|known| known.name != *name);
        self
    }
}

/// Reads what is to be saved.
///
/// # Errors
/// Faults of the fields `name` and `address`.
pub fn parse_view(name: &str, address: &str) -> Result<SavedView, Vec<FieldFault>> {
    match (ViewName::parse(name), parse_address(address)) {
        (Ok(name), Some(address)) => Ok(SavedView { name, address }),
        (name, address) => {
            let faults = [("name", name.err()), ("address", address.is_none().then_some(Fault::NotAnAddress))];
            Err(faults.into_iter().filter_map(|(field, fault)| Some(FieldFault::new(field, fault?))).collect())
        }
    }
}

/// The path and query of a page of ours, from its first line on.
fn parse_address(address: &str) -> Option<String> {
    let is_path = address.starts_with('/') && !address.starts_with("//") && address.len() <= LONGEST_ADDRESS;
    let is_plain = address.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if !is_path || !is_plain {
        return None;
    }
    let Some((path, query)) = address.split_once('?') else { return Some(address.to_owned()) };
    let query: Vec<&str> = query.split('&').filter(|part| !part.is_empty() && !part.starts_with(PAGING)).collect();
    Some(if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(name: &str, address: &str) -> SavedView {
        parse_view(name, address).unwrap()
    }

    #[test]
    fn only_an_address_of_ours_is_saved_from_its_first_line_on() {
        assert_eq!(view(" 逾期 ", "/ledger?light=red&after=x&area=2").address, "/ledger?light=red&area=2");
        assert_eq!(view("单位", "/units?after=A01").address, "/units");
        let long = format!("/{}", "a".repeat(LONGEST_ADDRESS));
        for foreign in ["", "ledger", "//host/x", "https://host/", "/a b", "/\\host", "/逾期", "/a\nb", long.as_str()]
        {
            let faults = parse_view("", foreign).unwrap_err();
            assert_eq!(faults.len(), 2, "{foreign:?}");
            assert_eq!(faults[1], FieldFault::new("address", Fault::NotAnAddress));
        }
    }

    #[test]
    fn a_name_stands_for_one_address_and_there_is_an_end_to_them() {
        let views = SavedViews::default().with(view("逾期", "/ledger?light=red")).unwrap();
        let views = views.with(view("街道", "/units?kind=subdistrict")).unwrap();
        let views = views.with(view("逾期", "/ledger?light=yellow")).unwrap();
        let addresses: Vec<&str> = views.views.iter().map(|view| view.address.as_str()).collect();
        assert_eq!(addresses, ["/ledger?light=yellow", "/units?kind=subdistrict"]);
        assert_eq!(views.clone().without(&ViewName::parse("逾期").unwrap()).views.len(), 1);

        let full = (2..MOST_VIEWS).try_fold(views, |views, number| views.with(view(&number.to_string(), "/")));
        let full = full.unwrap();
        assert_eq!(full.clone().with(view("又一个", "/")), Err(Fault::TooMany { most: MOST_VIEWS }));
        assert!(full.with(view("逾期", "/")).is_ok());
    }
}
