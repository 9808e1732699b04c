//! Labels of the kernel's closed sets, and the sentences for what can be wrong. The sets carry stored words only; what
//! a person reads comes from here.

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};

use crate::{
    error::AppError,
    i18n::tr,
    kernel::{
        actor::Role,
        district_time::{self, Distance, Span},
        fault::{Fault, Wanted},
        sending::{FILES_MIB, FORM_MIB},
        unit_kind::{Area, UnitKind},
    },
};

/// An instant as the district's clocks showed it: date and minute in +08:00.
#[must_use]
pub fn instant(at: DateTime<Utc>) -> String {
    format!("{} {}", district_time::shown(at).date(), minute(at))
}

/// The minute of an instant in +08:00.
///
/// `chrono` reads a pattern such as `%H:%M` when it writes, with the names of months and letters of every script: too much
/// for a browser to fetch.
#[must_use]
pub fn minute(at: DateTime<Utc>) -> String {
    let shown = district_time::shown(at);
    format!("{:02}:{:02}", shown.hour(), shown.minute())
}

/// Whether an account can be used: no longer, only to choose a password of one's own, or for everything.
#[must_use]
pub fn account_state(disabled: bool, password_due: bool) -> String {
    match (disabled, password_due) {
        (true, _) => tr!(account.disabled),
        (false, true) => tr!(account.password_due),
        (false, false) => tr!(account.active),
    }
}

/// A day within its year: month and day.
#[must_use]
pub fn month_and_day(day: NaiveDate) -> String {
    format!("{:02}-{:02}", day.month(), day.day())
}

/// How far a day is from today: the hint beside a date.
#[must_use]
pub fn distance(today: NaiveDate, day: NaiveDate) -> String {
    match Distance::between(today, day) {
        Distance::Today => tr!(words.today),
        Distance::Ago(Span::Days(1)) => tr!(words.yesterday),
        Distance::Ago(Span::Days(days)) => tr!(words.days_ago, days = days),
        Distance::Ago(Span::Months(1)) => tr!(words.month_ago),
        Distance::Ago(Span::Months(months)) => tr!(words.months_ago, months = months),
        Distance::Ago(Span::Years(1)) => tr!(words.year_ago),
        Distance::Ago(Span::Years(years)) => tr!(words.years_ago, years = years),
        Distance::In(Span::Days(1)) => tr!(words.tomorrow),
        Distance::In(Span::Days(days)) => tr!(words.in_days, days = days),
        Distance::In(Span::Months(1)) => tr!(words.in_month),
        Distance::In(Span::Months(months)) => tr!(words.in_months, months = months),
        Distance::In(Span::Years(1)) => tr!(words.in_year),
        Distance::In(Span::Years(years)) => tr!(words.in_years, years = years),
    }
}

/// So many working days.
#[must_use]
pub fn working_days(days: i64) -> String {
    match days {
        1 => tr!(words.working_day),
        days => tr!(words.working_days, days = days),
    }
}

/// So many units.
#[must_use]
pub fn units(count: usize) -> String {
    match count {
        1 => tr!(words.unit_one),
        count => tr!(words.units, count = count),
    }
}

/// So many years.
#[must_use]
pub fn years(count: u16) -> String {
    match count {
        1 => tr!(words.year_one),
        count => tr!(words.years, count = count),
    }
}

/// Years as part of a sentence; `None` where there are none.
#[must_use]
pub fn listed_years(years: &[i32]) -> Option<String> {
    let listed: Vec<String> = years.iter().map(ToString::to_string).collect();
    (!listed.is_empty()).then(|| listed.join(&tr!(words.list_comma)))
}

/// That the holidays of these years are not known yet, where days of them are counted; `None` where there are none.
#[must_use]
pub fn unlisted_years(years: &[i32]) -> Option<String> {
    listed_years(years).map(|years| tr!(words.unlisted_years, years = years))
}

/// The same where a due date is counted through them, which may still move.
#[must_use]
pub fn unlisted_years_of_due(years: &[i32]) -> Option<String> {
    listed_years(years).map(|years| tr!(words.unlisted_years_of_due, years = years))
}

/// How many working days are left until a due date; negative ones are over. Where none is, `is_past` tells the due date
/// itself from the days off after it.
#[must_use]
pub fn time_left(days: i64, is_past: bool) -> String {
    match (is_past, days) {
        (true, ..0) => tr!(words.overdue_by, days = working_days(-days)),
        (true, _) => tr!(words.overdue),
        (false, 0) => tr!(words.due_today),
        (false, days) => tr!(words.time_left, days = working_days(days)),
    }
}

/// A size of a file, rounded up: in KiB below one MiB, else in MiB with one decimal.
#[must_use]
pub fn size(bytes: u64) -> String {
    if bytes < 1 << 20 {
        return format!("{} KiB", bytes.div_ceil(1 << 10));
    }
    let tenths = bytes.saturating_mul(10).div_ceil(1 << 20);
    format!("{}.{} MiB", tenths / 10, tenths % 10)
}

/// The name of a kind of unit (Art. 5).
#[must_use]
pub fn unit_kind(kind: UnitKind) -> String {
    match kind {
        UnitKind::Subdistrict => tr!(words.kind_subdistrict),
        UnitKind::Department => tr!(words.kind_department),
        UnitKind::VerticalAgency => tr!(words.kind_vertical_agency),
        UnitKind::AuthorisedOrganisation => tr!(words.kind_authorised_organisation),
    }
}

/// The name of a role (Art. 3, 9, 15).
#[must_use]
pub fn role(role: Role) -> String {
    match role {
        Role::ReformLeader => tr!(words.role_reform_leader),
        Role::EstablishmentOfficer => tr!(words.role_establishment_officer),
        Role::LegalOfficer => tr!(words.role_legal_officer),
        Role::Inspector => tr!(words.role_inspector),
        Role::UnitClerk => tr!(words.role_unit_clerk),
        Role::UnitHead => tr!(words.role_unit_head),
        Role::SystemAdmin => tr!(words.role_system_admin),
        Role::SecurityAdmin => tr!(words.role_security_admin),
        Role::AuditAdmin => tr!(words.role_audit_admin),
    }
}

/// The name of a content area (Art. 6).
#[must_use]
pub fn area(area: Area) -> String {
    match area {
        Area::Disclosure => tr!(words.area_disclosure),
        Area::Fulfilment => tr!(words.area_fulfilment),
        Area::Adjustment => tr!(words.area_adjustment),
        Area::OngoingOversight => tr!(words.area_ongoing_oversight),
        Area::ServicePledges => tr!(words.area_service_pledges),
        Area::Other => tr!(words.area_other),
    }
}

/// The sentence beside a field: what is wrong and what would be right.
#[must_use]
pub fn fault_text(fault: &Fault) -> String {
    match fault {
        Fault::Missing => tr!(errors.missing),
        Fault::TooLong { length, most } => tr!(errors.too_long, length = *length, most = *most),
        Fault::TooShort { least } => tr!(errors.too_short, least = *least),
        Fault::BadCharacter => tr!(errors.bad_character),
        Fault::NotAnId => tr!(errors.not_an_id),
        Fault::Taken => tr!(errors.taken),
        Fault::HeldBy { account } => tr!(errors.held_by, account = account.clone()),
        Fault::NotADate => tr!(errors.not_a_date),
        Fault::NotAWorkingDay { date, name: Some(name) } => tr!(errors.holiday, date = *date, name = name.clone()),
        Fault::NotAWorkingDay { date, name: None } => tr!(errors.weekend, date = *date),
        Fault::TooEarly { earliest } => tr!(errors.too_early, earliest = *earliest),
        Fault::TooLate { latest } => tr!(errors.too_late, latest = *latest),
        Fault::NotANumber => tr!(errors.not_a_number),
        Fault::WrongCheckDigit { value } => tr!(errors.wrong_check_digit, value = value.clone()),
        Fault::NotAnAddress => tr!(errors.not_an_address),
        Fault::NotAPhone => tr!(errors.not_a_phone),
        Fault::OutOfRange { low, high } => tr!(errors.out_of_range, low = low.clone(), high = high.clone()),
        Fault::MustBe { value, found: None } => tr!(errors.must_be, value = value.clone()),
        Fault::MustBe { value, found: Some(found) } => {
            tr!(errors.must_be_instead, value = value.clone(), found = found.clone())
        }
        Fault::Unknown { value, allowed } => unknown(value, allowed),
        Fault::Duplicate { value, other } => tr!(errors.duplicate, value = value.clone(), other = other.clone()),
        Fault::KeyTwice { key } => tr!(errors.key_twice, key = key.clone()),
        Fault::TooMany { most } => tr!(errors.too_many, most = *most),
        Fault::TooFew { least } => tr!(errors.too_few, least = *least),
        Fault::NoRoom { days, wanted } => tr!(errors.no_room, days = *days, wanted = *wanted),
        Fault::LeftRoster { inspector, group } => {
            tr!(errors.left_roster, inspector = inspector.clone(), group = *group)
        }
        Fault::EvidenceMissing => tr!(errors.evidence_missing),
        Fault::FindingUnproved { number } => tr!(errors.finding_unproved, number = *number),
        Fault::ReasonMissing => tr!(errors.reason_missing),
        Fault::MustBeEmpty => tr!(errors.must_be_empty),
        Fault::NotUsed { method: _ } => tr!(errors.not_used),
        Fault::CodeUsed { code } => tr!(errors.code_used, code = code.clone()),
        Fault::PointsTied { most } => tr!(errors.points_tied, most = most.clone()),
        Fault::NotOfArea { area: number } => {
            let name = Area::try_from(*number).map_or_else(|_| number.to_string(), area);
            tr!(errors.not_of_area, area = name)
        }
        Fault::Conflict { with } => tr!(errors.conflict, with = with.clone()),
        Fault::Recused { inspector, unit, ground: _ } => {
            tr!(errors.recused, inspector = inspector.clone(), unit = unit.clone())
        }
        Fault::About { what, fault } => tr!(ui.label_and_sentence, label = what.clone(), sentence = fault_text(fault)),
        Fault::Reminded { on } => tr!(errors.reminded, on = *on),
        Fault::TrainingMissing => tr!(errors.training_missing),
        Fault::FeedbackMissing { visits } => tr!(errors.feedback_missing, visits = units(*visits)),
        Fault::WrongPassword => tr!(errors.wrong_password),
        Fault::Locked { minutes } => tr!(errors.locked, minutes = *minutes),
        Fault::TooEasy => tr!(errors.too_easy),
        Fault::FileKind { kind, allowed } => file_kind(kind, &allowed.join(&tr!(words.list_comma))),
        Fault::NotAsNamed { allowed } => tr!(errors.not_as_named, allowed = allowed.join(&tr!(words.list_comma))),
        Fault::FileTooLarge { most_mib } => tr!(errors.file_too_large, most_mib = *most_mib),
        Fault::TooManyFiles { most } => tr!(errors.too_many_files, most = *most),
        Fault::Empty => tr!(errors.empty),
        Fault::OtherFile { kind, wanted: Wanted::Table } => tr!(errors.not_a_table, kind = kind.clone()),
        Fault::OtherFile { kind, wanted: Wanted::Holidays } => tr!(errors.not_holidays, kind = kind.clone()),
        Fault::Encoding { wanted: Wanted::Table } => tr!(errors.encoding),
        Fault::Encoding { wanted: Wanted::Holidays } => tr!(errors.encoding_of_holidays),
        Fault::ColumnMissing { name } => tr!(errors.column_missing, name = name.clone()),
        Fault::CellCount { found, expected } => tr!(errors.cell_count, found = *found, expected = *expected),
    }
}

fn file_kind(kind: &str, allowed: &str) -> String {
    if kind.is_empty() {
        return tr!(errors.file_kind_untold, allowed = allowed.to_owned());
    }
    tr!(errors.file_kind, kind = kind.to_owned(), allowed = allowed.to_owned())
}

fn unknown(value: &str, allowed: &[String]) -> String {
    if allowed.is_empty() {
        return tr!(errors.unknown, value = value.to_owned());
    }
    let allowed = allowed.join(&tr!(words.list_comma));
    tr!(errors.unknown_of, value = value.to_owned(), allowed = allowed)
}

/// What a refusal is called, and what the person can do about it.
#[must_use]
pub fn refusal(error: &AppError) -> (String, String) {
    match error {
        AppError::SignIn => (tr!(errors.sign_in_title), tr!(errors.sign_in_text)),
        AppError::NotFound => (tr!(errors.not_found_title), tr!(errors.not_found_text)),
        AppError::NotPermitted => (tr!(errors.not_permitted_title), tr!(errors.not_permitted_text)),
        AppError::NotAllowedNow => (tr!(errors.not_allowed_now_title), tr!(errors.not_allowed_now_text)),
        AppError::Invalid(_) => (tr!(errors.invalid_title), tr!(errors.invalid_text)),
        AppError::Stale => (tr!(errors.stale_title), tr!(errors.stale_text)),
        AppError::Exists => (tr!(errors.exists_title), tr!(errors.exists_text)),
        AppError::Partly { done, left } => {
            (tr!(errors.partly_title, done = done.len(), left = left.len()), tr!(errors.partly_text))
        }
        AppError::TooLarge => {
            (tr!(errors.too_large_title), tr!(errors.too_large_text, form_mib = FORM_MIB, files_mib = FILES_MIB))
        }
        AppError::Unavailable { error_id } if error_id.is_empty() => {
            (tr!(errors.unreachable_title), tr!(errors.unreachable_text))
        }
        AppError::Unavailable { error_id } => {
            (tr!(errors.unavailable_title), tr!(errors.unavailable_text, error_id = error_id.clone()))
        }
    }
}

/// Why one of several records was left: what is wrong with it where that is known, else what can be done about it.
#[must_use]
pub fn reason(error: &AppError) -> String {
    match error {
        AppError::Invalid(faults) if !faults.is_empty() => {
            faults.iter().map(|fault| fault_text(&fault.fault)).collect::<Vec<_>>().join(" ")
        }
        AppError::SignIn
        | AppError::NotFound
        | AppError::NotPermitted
        | AppError::NotAllowedNow
        | AppError::Invalid(_)
        | AppError::Stale
        | AppError::Exists
        | AppError::Partly { .. }
        | AppError::TooLarge
        | AppError::Unavailable { .. } => refusal(error).1,
    }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn a_size_is_rounded_up_and_has_a_decimal_from_one_mib_on() {
        let shown = [0, 1, 1024, 1025, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 25 << 20].map(size);
        let wanted = ["0 KiB", "1 KiB", "1 KiB", "2 KiB", "1024 KiB", "1.0 MiB", "1.1 MiB", "25.0 MiB"];
        assert_eq!(shown, wanted);
    }
}
