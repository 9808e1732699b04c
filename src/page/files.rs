//! What is wrong with files before they are sent. The server says it too, but only when all of them have come.

use std::sync::Arc;

use crate::{
    i18n::tr,
    kernel::fault::Fault,
    ui::{ChosenFile, FileCheck},
    words::fault_text,
};

/// Refuses a file whose name is not `taken`, one without content or of more than `each` MiB, more than `most` files, and
/// more than `all` MiB together.
#[must_use]
pub fn file_check(taken: fn(&str) -> Result<(), Fault>, most: usize, each: u64, all: u64) -> FileCheck {
    Arc::new(move |files| refused(files, taken, most, each, all))
}

fn refused(
    files: &[ChosenFile],
    taken: fn(&str) -> Result<(), Fault>,
    most: usize,
    each: u64,
    all: u64,
) -> Option<String> {
    let fault = |file: &ChosenFile| taken(&file.name).err().or_else(|| fault(file, each));
    if let Some((name, fault)) = files.iter().find_map(|file| Some((&file.name, fault(file)?))) {
        return Some(tr!(ui.label_and_sentence, label = name.clone(), sentence = fault_text(&fault)));
    }
    if files.len() > most {
        return Some(fault_text(&Fault::TooManyFiles { most }));
    }
    let bytes: u64 = files.iter().map(|file| file.bytes).sum();
    (bytes > all << 20).then(|| tr!(errors.files_too_large, most_mib = all))
}

fn fault(file: &ChosenFile, each: u64) -> Option<Fault> {
    match file.bytes {
        0 => Some(Fault::Empty),
        bytes if bytes > each << 20 => Some(Fault::FileTooLarge { most_mib: each }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(sizes: &[u64]) -> Option<String> {
        let file = |(place, bytes): (usize, &u64)| ChosenFile { name: format!("{place}.pdf"), bytes: *bytes };
        let files: Vec<ChosenFile> = sizes.iter().enumerate().map(file).collect();
        file_check(|_| Ok(()), 3, 2, 5)(&files)
    }

    #[test]
    fn the_file_whose_name_is_not_taken_is_named_before_it_is_sent() {
        let taken = |name: &str| match name {
            "二.exe" => Err(Fault::BadCharacter),
            _ => Ok(()),
        };
        let files = ["一.pdf", "二.exe"].map(|name| ChosenFile { name: name.to_owned(), bytes: 1 });
        assert_eq!(file_check(taken, 3, 2, 5)(&files[..1]), None);
        assert!(file_check(taken, 3, 2, 5)(&files).unwrap().contains("二.exe"));
    }

    #[test]
    fn files_of_the_allowed_sizes_are_not_refused() {
        assert_eq!(said(&[]), None);
        assert_eq!(said(&[1, 2 << 20, 3 << 20 >> 1]), None);
    }

    #[test]
    fn the_file_that_is_refused_is_named() {
        assert!(said(&[1, (2 << 20) + 1]).unwrap().contains("1.pdf"));
        assert!(said(&[0]).unwrap().contains("0.pdf"));
    }

    #[test]
    fn too_many_and_too_much_together_are_refused() {
        assert!(said(&[1; 4]).unwrap().contains('3'));
        assert!(said(&[2 << 20, 2 << 20, (1 << 20) + 1]).unwrap().contains('5'));
    }
}
