//! What is said of files.

use super::rules::{MOST_FILES, MOST_FORM_MIB, MOST_MIB};
use crate::{page, ui::FileCheck};

/// For the file fields of every form with evidence: says in the browser what the server would refuse.
pub(crate) fn file_check() -> FileCheck {
    page::file_check(MOST_FILES, MOST_MIB, MOST_FORM_MIB)
}
