//! The calendar against an oracle that walks day by day and knows nothing but the definition.

use proptest::prelude::*;

use super::*;

/// Some tables over 2020 to 2023 (2022 is always missing), with random exceptions.
fn calendars() -> impl Strategy<Value = WorkCalendar> {
    proptest::collection::btree_map(0u32..1461, any::<bool>(), 0..200).prop_map(|listed| {
        let first = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap();
        let mut tables: Vec<YearTable> =
            [2020, 2021, 2023].into_iter().map(|year| YearTable { year, days: vec![] }).collect();
        for (offset, off) in listed {
            let date = first + chrono::Days::new(u64::from(offset));
            if let Some(table) = tables.iter_mut().find(|table| table.year == date.year()) {
                table.days.push(ListedDay { date, name: "x".to_owned(), off });
            }
        }
        WorkCalendar::new(tables).unwrap()
    })
}

fn dates() -> impl Strategy<Value = NaiveDate> {
    (0u64..1900).prop_map(|offset| NaiveDate::from_ymd_opt(2019, 6, 1).unwrap() + chrono::Days::new(offset))
}

/// The definition, read off the tables as lists.
fn works(tables: &[YearTable], date: NaiveDate) -> bool {
    let listed = tables.iter().flat_map(|table| &table.days).find(|day| day.date == date);
    let weekend = ["Sat", "Sun"].contains(&date.format("%a").to_string().as_str());
    listed.map_or(!weekend, |day| !day.off)
}

proptest! {
    #[test]
    fn a_date_is_read_as_chrono_reads_it(text in "[0-9]{4}-[01][0-9]-[0-3][0-9]") {
        prop_assert_eq!(parse_date(&text), text.parse::<NaiveDate>().ok());
    }

    #[test]
    fn deadline_is_the_nth_working_day_walked_one_by_one(calendar in calendars(), start in dates(), n in 0u32..40) {
        let tables = calendar.tables();
        let (mut date, mut seen, mut missing) = (start, 0, BTreeSet::new());
        while seen < n {
            date = date + chrono::Days::new(1);
            if ![2020, 2021, 2023].contains(&date.year()) {
                missing.insert(date.year());
            }
            seen += u32::from(works(&tables, date));
        }
        let expected = Deadline { date, unlisted_years: missing.into_iter().collect() };
        prop_assert_eq!(calendar.deadline(start, n).unwrap(), expected);
        prop_assert_eq!(calendar.working_days_between(start, date), i64::from(n));
    }

    #[test]
    fn days_between_are_counted_one_by_one_and_change_sign_backwards(
        calendar in calendars(), from in dates(), length in 0u64..400,
    ) {
        let tables = calendar.tables();
        let to = from + chrono::Days::new(length);
        let walked = (1..=length).filter(|step| works(&tables, from + chrono::Days::new(*step))).count();
        prop_assert_eq!(calendar.working_days_between(from, to), i64::try_from(walked).unwrap());
        prop_assert_eq!(calendar.working_days_between(to, from), -i64::try_from(walked).unwrap());
    }

    #[test]
    fn next_working_skips_no_working_day(calendar in calendars(), from in dates()) {
        let tables = calendar.tables();
        let mut date = from;
        while !works(&tables, date) {
            date = date + chrono::Days::new(1);
        }
        prop_assert_eq!(calendar.next_working(from), date);
    }
}
