//! What the name and the kind of a form's field say about keeping what stands in it. The browser keeps what was typed and
//! not sent yet; the server keeps what was refused where no script does.

/// The field of the key by which the same sending is known again.
pub(crate) const KEY: &str = "key";

/// The field of the version that a form was drawn from.
pub(super) const SEEN: &str = "seen";

/// The field of the version of a draft that a form was drawn from.
pub(super) const REVISION: &str = "revision";

/// The tick by which somebody answers for what they sign.
const DECLARATION: &str = "declared";

/// What a form carries unseen that is another each time it is drawn. All else that it carries says what it is about.
const DRAWN: [&str; 4] = [KEY, SEEN, REVISION, "window"];

/// The kinds of inputs whose text is not kept: it is a secret, a file, or what a button says.
const UNKEPT_KINDS: [&str; 6] = ["password", "file", "submit", "button", "reset", "image"];

/// Whether the hidden field of this name is another each time the form is drawn.
#[must_use]
pub fn is_drawn_anew(name: &str) -> bool {
    DRAWN.contains(&name)
}

/// Whether the text of the field of this name is a password, also where it may be read as it is typed. Every field of one
/// has the word in its name.
#[must_use]
pub fn is_password(name: &str) -> bool {
    name.contains("password")
}

/// Whether what stands in an input of this name and kind is kept. A declaration is not: it is made anew each time.
#[must_use]
pub fn is_kept(name: &str, kind: &str) -> bool {
    !is_password(name) && name != DECLARATION && !UNKEPT_KINDS.contains(&kind)
}
