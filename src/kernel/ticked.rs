//! Records that were ticked in a list, each with the version that the person saw.

use std::{collections::BTreeSet, fmt::Display, str::FromStr};

use super::fault::{Fault, FieldFault};

/// So many records can be ticked in one form.
pub const MOST: usize = 200;

/// A record as its tick carries it: `id@version`.
#[must_use]
pub fn written(id: impl Display, seen: u32) -> String {
    format!("{id}@{seen}")
}

/// The ticked records of the field of this name, each once and with the version that was seen, in the order of the form.
///
/// # Errors
/// A fault of the field: none is ticked, more than [`MOST`] are, or one is not of the form of [`written`].
pub fn read<Id: FromStr + Ord + Clone>(field: &str, ticked: &[String]) -> Result<Vec<(Id, u32)>, FieldFault> {
    if ticked.is_empty() {
        return Err(FieldFault::new(field, Fault::TooFew { least: 1 }));
    }
    if ticked.len() > MOST {
        return Err(FieldFault::new(field, Fault::TooMany { most: MOST }));
    }
    let one = |text: &String| {
        let (id, seen) = text.split_once('@')?;
        Some((id.parse().ok()?, seen.parse().ok()?))
    };
    let all: Option<Vec<(Id, u32)>> = ticked.iter().map(one).collect();
    let mut all = all.ok_or_else(|| FieldFault::new(field, Fault::NotAnId))?;
    let mut known = BTreeSet::new();
    all.retain(|(id, _)| known.insert(id.clone()));
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::ids::VisitId;

    fn read_visits(ticked: &[String]) -> Result<Vec<(VisitId, u32)>, Fault> {
        read("visits", ticked).map_err(|fault| fault.fault)
    }

    #[test]
    fn what_is_written_is_read_again_once() {
        let visit = VisitId::parse("P-1.A01").expect("an id");
        let twice = [written(&visit, 7), written(&visit, 7)];
        assert_eq!(read_visits(&twice), Ok(vec![(visit, 7)]));
    }

    #[test]
    fn nothing_too_much_and_something_else_are_refused() {
        assert_eq!(read_visits(&[]), Err(Fault::TooFew { least: 1 }));
        let many: Vec<String> = std::iter::repeat_n("P-1.A01@1".to_owned(), MOST + 1).collect();
        assert_eq!(read_visits(&many), Err(Fault::TooMany { most: MOST }));
        for other in ["P-1.A01", "P-1.A01@", "@1", "P-1.A01@x"] {
            assert_eq!(read_visits(&[other.to_owned()]), Err(Fault::NotAnId), "{other}");
        }
    }
}
