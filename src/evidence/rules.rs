//! Which files are taken, and who may read them. Pure: what a file's first bytes say comes in as an argument.

use super::model::Evidence;
use crate::kernel::{
    actor::{Actor, Role},
    fault::Fault,
    text::Title,
};

/// The largest file, in MiB.
pub const MOST_MIB: u64 = 25;

/// The largest file, in bytes.
pub const MOST_BYTES: usize = 25 << 20;

/// The most files of one form.
pub const MOST_FILES: usize = 20;

/// The endings of all kinds, as the `accept` of a file field takes them.
pub const ACCEPT: &str = ".pdf,.doc,.docx,.xls,.xlsx,.jpg,.jpeg,.png,.webp,.heic,.txt,.csv";

/// What files are taken. No archive: what is in it cannot be seen, and may be large.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A PDF document.
    Pdf,
    /// A document of Word up to 2003, or of WPS.
    Doc,
    /// A document of Word since 2007.
    Docx,
    /// A spreadsheet of Excel up to 2003, or of WPS.
    Xls,
    /// A spreadsheet of Excel since 2007.
    Xlsx,
    /// A photograph.
    Jpeg,
    /// A picture of the screen.
    Png,
    /// A picture from the web.
    Webp,
    /// A photograph of a telephone.
    Heic,
    /// Plain text.
    Txt,
    /// A table as plain text.
    Csv,
}

/// By what a browser shows a file in a window of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// The browser's own viewer, which is no page of ours.
    Viewer,
    /// A page of our address.
    Page,
}

impl Kind {
    /// The kind that a name's ending promises.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        let kind = match ending.to_ascii_lowercase().as_str() {
            "pdf" => Self::Pdf,
            "doc" => Self::Doc,
            "docx" => Self::Docx,
            "xls" => Self::Xls,
            "xlsx" => Self::Xlsx,
            "jpg" | "jpeg" => Self::Jpeg,
            "png" => Self::Png,
            "webp" => Self::Webp,
            "heic" => Self::Heic,
            "txt" => Self::Txt,
            "csv" => Self::Csv,
            _ => return None,
        };
        Some(kind)
    }

    /// The media type under which it is downloaded.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Doc => "application/msword",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xls => "application/vnd.ms-excel",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Heic => "image/heic",
            Self::Txt => "text/plain; charset=utf-8",
            Self::Csv => "text/csv; charset=utf-8",
        }
    }

    /// Whether every browser shows it as a picture. What telephones write (HEIC) is shown by few.
    #[must_use]
    pub const fn is_picture(self) -> bool {
        match self {
            Self::Jpeg | Self::Png | Self::Webp => true,
            Self::Pdf | Self::Doc | Self::Docx | Self::Xls | Self::Xlsx | Self::Heic | Self::Txt | Self::Csv => false,
        }
    }

    /// By what the browser may show it in a window of its own: what runs nothing there in our name.
    #[must_use]
    pub const fn view(self) -> Option<View> {
        match self {
            Self::Pdf => Some(View::Viewer),
            Self::Txt => Some(View::Page),
            Self::Doc
            | Self::Docx
            | Self::Xls
            | Self::Xlsx
            | Self::Jpeg
            | Self::Png
            | Self::Webp
            | Self::Heic
            | Self::Csv => None,
        }
    }

    /// Whether the content may be of this kind, by what its first bytes look like (`None`: like nothing known).
    /// Office files may look like the container that they are written in, for not every writer puts the part first
    /// that tells them apart.
    #[must_use]
    pub fn fits(self, sniffed: Option<&str>) -> bool {
        const OLD_OFFICE: [&str; 3] = ["application/x-ole-storage", "application/msword", "application/vnd.ms-excel"];
        match self {
            Self::Pdf | Self::Jpeg | Self::Png | Self::Webp => sniffed == Some(self.media_type()),
            Self::Heic => matches!(sniffed, Some("image/heic" | "image/heif")),
            Self::Doc | Self::Xls => sniffed.is_some_and(|found| OLD_OFFICE.contains(&found)),
            Self::Docx | Self::Xlsx => sniffed == Some("application/zip") || sniffed == Some(self.media_type()),
            Self::Txt | Self::Csv => sniffed.is_none_or(|found| found.starts_with("text/")),
        }
    }

    /// Whether it is plain text, which has no first bytes to be known by.
    #[must_use]
    pub const fn is_text(self) -> bool {
        match self {
            Self::Txt | Self::Csv => true,
            Self::Pdf
            | Self::Doc
            | Self::Docx
            | Self::Xls
            | Self::Xlsx
            | Self::Jpeg
            | Self::Png
            | Self::Webp
            | Self::Heic => false,
        }
    }
}

/// The name of a file and the kind that it promises. Folders that some browsers send along are cut off.
///
/// # Errors
/// [`Fault::Missing`], [`Fault::TooLong`] (120 characters) or [`Fault::BadCharacter`] for the name, [`Fault::FileKind`]
/// for an ending that is not taken.
pub fn check_name(sent: &str) -> Result<(Title, Kind), Fault> {
    let name = Title::parse(sent.rsplit(['/', '\\']).next().unwrap_or_default())?;
    if name.as_str().contains(['\n', '\t', '"']) {
        return Err(Fault::BadCharacter);
    }
    let ending = || name.as_str().rsplit_once('.').map(|(_, ending)| ending.to_owned()).unwrap_or_default();
    let kind = Kind::of_name(name.as_str()).ok_or_else(|| Fault::FileKind { kind: ending(), allowed: endings() })?;
    Ok((name, kind))
}

/// Whether the content can be taken for the kind that the name promises. `sniffed` is the media type by the first
/// bytes.
///
/// # Errors
/// [`Fault::Empty`] or [`Fault::NotAsNamed`].
pub fn check_content(kind: Kind, sniffed: Option<&str>, bytes: &[u8]) -> Result<(), Fault> {
    if bytes.is_empty() {
        return Err(Fault::Empty);
    }
    // A zero byte stands in no text of any of the encodings in use here.
    let binary = kind.is_text() && bytes.contains(&0);
    if binary || !kind.fits(sniffed) {
        return Err(Fault::NotAsNamed { allowed: endings() });
    }
    Ok(())
}

/// A fault of one file among others, with its name.
#[must_use]
pub fn of_file(name: &str, fault: Fault) -> Fault {
    match name.is_empty() {
        true => fault,
        false => Fault::About { what: name.to_owned(), fault: Box::new(fault) },
    }
}

/// The endings of all kinds, without their dots.
fn endings() -> Vec<String> {
    ACCEPT.split(',').map(|ending| ending.trim_start_matches('.').to_owned()).collect()
}

/// Whether a person may read a file: who handed it in, the three offices, the people of the unit that it is about, and
/// the inspectors named with it.
#[must_use]
pub fn may_read(actor: &Actor, evidence: &Evidence) -> bool {
    let own = actor.account == evidence.uploaded_by;
    let office = actor.role.is_office();
    let unit = evidence.unit.as_ref().is_some_and(|unit| actor.is_of(unit));
    let inspector = actor.inspector.as_ref().is_some_and(|number| evidence.inspectors.contains(number));
    own || office || unit || inspector
}

/// Whether a person has anything to prove: everybody whose role takes part in the district's business.
#[must_use]
pub fn may_hand_in(actor: &Actor) -> bool {
    match actor.role {
        Role::ReformLeader
        | Role::EstablishmentOfficer
        | Role::LegalOfficer
        | Role::Inspector
        | Role::UnitClerk
        | Role::UnitHead => true,
        Role::SystemAdmin | Role::SecurityAdmin | Role::AuditAdmin => false,
    }
}

/// Whether a person may use a file as proof in a command: only what they handed in, and only once.
#[must_use]
pub fn may_attach(actor: &Actor, evidence: &Evidence) -> bool {
    actor.account == evidence.uploaded_by && evidence.attached_to.is_none()
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::kernel::ids::{AccountId, EvidenceId, InspectorId, UnitCode};

    fn actor(account: &str, role: Role, unit: Option<&str>, inspector: Option<&str>) -> Actor {
        Actor {
            account: AccountId::parse(account).unwrap(),
            name: "某人".to_owned(),
            role,
            unit: unit.map(|code| UnitCode::parse(code).unwrap()),
            inspector: inspector.map(|number| InspectorId::parse(number).unwrap()),
        }
    }

    fn evidence() -> Evidence {
        Evidence {
            evidence: EvidenceId::parse("e1").unwrap(),
            name: Title::parse("材料.pdf").unwrap(),
            media_type: Kind::Pdf.media_type().to_owned(),
            size: 4,
            sha256: "00".repeat(32),
            uploaded_by: AccountId::parse("clerk-a").unwrap(),
            uploaded_at: DateTime::from_timestamp(1_790_568_000, 0).unwrap(),
            unit: Some(UnitCode::parse("A01").unwrap()),
            inspectors: vec![InspectorId::parse("JC001").unwrap()],
            attached_to: None,
            part: None,
            taken_out: false,
            version: 1,
        }
    }

    #[test]
    fn the_unit_the_offices_and_the_named_inspectors_may_read() {
        let readers = [
            actor("clerk-a", Role::UnitClerk, Some("A01"), None),
            actor("head-a", Role::UnitHead, Some("A01"), None),
            actor("leader", Role::ReformLeader, None, None),
            actor("officer", Role::EstablishmentOfficer, None, None),
            actor("legal", Role::LegalOfficer, None, None),
            actor("in-1", Role::Inspector, None, Some("JC001")),
        ];
        let others = [
            actor("clerk-b", Role::UnitClerk, Some("B01"), None),
            actor("in-2", Role::Inspector, None, Some("JC002")),
            actor("sys", Role::SystemAdmin, None, None),
            actor("sec", Role::SecurityAdmin, None, None),
            actor("aud", Role::AuditAdmin, None, None),
        ];
        assert!(readers.iter().all(|actor| may_read(actor, &evidence())));
        assert!(!others.iter().any(|actor| may_read(actor, &evidence())));
    }

    #[test]
    fn a_file_proves_one_thing_for_whoever_handed_it_in() {
        let clerk = actor("clerk-a", Role::UnitClerk, Some("A01"), None);
        let head = actor("head-a", Role::UnitHead, Some("A01"), None);
        assert!(may_attach(&clerk, &evidence()) && !may_attach(&head, &evidence()));
        assert!(!may_attach(&clerk, &Evidence { attached_to: Some("visit:1".to_owned()), ..evidence() }));
    }

    #[test]
    fn a_name_is_no_path_and_has_a_known_ending() {
        let name = |sent: &str| check_name(sent).map(|(name, kind)| (name.to_string(), kind));
        assert_eq!(name("C:\\资料\\清单.PDF"), Ok(("清单.PDF".to_owned(), Kind::Pdf)));
        assert_eq!(name("../../etc/a.txt"), Ok(("a.txt".to_owned(), Kind::Txt)));
        let not_taken = |kind: &str| Err(Fault::FileKind { kind: kind.to_owned(), allowed: endings() });
        assert_eq!(name("资料.zip"), not_taken("zip"));
        assert_eq!(name("a.pdf.exe"), not_taken("exe"));
        assert_eq!(name("无"), not_taken(""));
        assert_eq!(name("a\nb.pdf"), Err(Fault::BadCharacter));
        assert!(matches!(name(&format!("{}.pdf", "长".repeat(120))), Err(Fault::TooLong { .. })));
    }

    #[test]
    fn what_a_name_promises_the_content_must_keep() {
        let check = |kind, sniffed, bytes: &[u8]| check_content(kind, sniffed, bytes);
        assert_eq!(check(Kind::Pdf, Some("application/pdf"), b"%PDF"), Ok(()));
        assert_eq!(check(Kind::Docx, Some("application/zip"), b"PK"), Ok(()));
        assert_eq!(check(Kind::Csv, None, b"a,b"), Ok(()));
        assert_eq!(check(Kind::Txt, None, b""), Err(Fault::Empty));
        assert!(matches!(check(Kind::Pdf, None, b"MZ"), Err(Fault::NotAsNamed { .. })));
        assert!(check(Kind::Txt, None, b"a\0b").is_err());
        assert!(check(Kind::Jpeg, Some("image/png"), b"x").is_err());
        assert!(check(Kind::Txt, Some("application/zip"), b"PK").is_err());
    }

    #[test]
    fn every_ending_that_is_offered_is_taken() {
        assert!(ACCEPT.split(',').all(|ending| Kind::of_name(&format!("a{ending}")).is_some()));
    }
}
