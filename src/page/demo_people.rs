//! The people of a demo, whom the sign-in page lists: anybody may be any of them.

use crate::kernel::actor::Role;

/// The accounts of a demo with their roles, and the password of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoPeople {
    /// The password of all.
    pub password: String,
    /// The accounts, each with its role, in the order in which they are listed.
    pub accounts: Vec<(String, Role)>,
}

impl DemoPeople {
    /// As they stand on `<html>`: the password, then each account with its role, divided by spaces.
    #[must_use]
    pub fn code(&self) -> String {
        let accounts = self.accounts.iter().flat_map(|(account, role)| [account.as_str(), role.code()]);
        let words: Vec<&str> = std::iter::once(self.password.as_str()).chain(accounts).collect();
        words.join(" ")
    }

    /// Those that stand there; `None` where nobody does.
    #[must_use]
    pub fn read(code: &str) -> Option<Self> {
        let mut words = code.split_ascii_whitespace();
        let password = words.next()?.to_owned();
        let mut accounts = Vec::new();
        while let (Some(account), Some(role)) = (words.next(), words.next()) {
            accounts.push((account.to_owned(), Role::from_code(role)?));
        }
        Some(Self { password, accounts })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let accounts = vec![("leader".to_owned(), Role::ReformLeader), ("clerk1".to_owned(), Role::UnitClerk)];
        let people = DemoPeople { password: "all-of-them".to_owned(), accounts };
        assert_eq!(people.code(), "all-of-them leader reform_leader clerk1 unit_clerk");
        assert_eq!(DemoPeople::read(&people.code()), Some(people));
        assert_eq!(DemoPeople::read(""), None);
    }
}
