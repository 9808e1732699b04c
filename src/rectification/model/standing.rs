//! Where an entry stands in time, and whose turn it is: derived from its dates, its state and today.

use serde::{Deserialize, Serialize};

/// Who is late. Derived from the due date and today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Light {
    /// Overdue.
    Red,
    /// At most five working days are left.
    Yellow,
    /// More are left.
    Green,
    /// No clock runs: nothing is ordered yet, or it is closed.
    Grey,
}

impl Light {
    /// From the most pressing.
    pub const ALL: [Self; 4] = [Self::Red, Self::Yellow, Self::Green, Self::Grey];

    /// The word in an address.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::Yellow => "yellow",
            Self::Green => "green",
            Self::Grey => "grey",
        }
    }

    /// The light with this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|light| light.code() == code)
    }
}

/// A slip (督办单) that the date calls for, each to a higher addressee. Derived like the lights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Slip {
    /// At most three working days are left: to the clerk.
    Blue,
    /// At least one working day overdue: to the head.
    Yellow,
    /// At least six working days overdue: to the reform office's leader.
    Red,
}

impl Slip {
    /// From the first to the highest.
    pub const ALL: [Self; 3] = [Self::Blue, Self::Yellow, Self::Red];

    /// The word in an address.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Blue => "blue",
            Self::Yellow => "yellow",
            Self::Red => "red",
        }
    }

    /// The slip with this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|slip| slip.code() == code)
    }
}

/// Whose turn it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// The establishment office.
    Office,
    /// The unit's clerk.
    Clerk,
    /// The unit's head.
    Head,
    /// The group that found it.
    Group,
    /// Nobody: it is done.
    Nobody,
}

impl Turn {
    /// From the office to the group, and nobody last.
    pub const ALL: [Self; 5] = [Self::Office, Self::Clerk, Self::Head, Self::Group, Self::Nobody];

    /// The word in an address.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Office => "office",
            Self::Clerk => "clerk",
            Self::Head => "head",
            Self::Group => "group",
            Self::Nobody => "nobody",
        }
    }

    /// The turn with this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|turn| turn.code() == code)
    }
}

/// Where an entry stands in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Its light.
    pub light: Light,
    /// Working days left, negative when overdue; 0 with a red light means that no working day has passed since.
    #[serde(default)]
    pub left: Option<i64>,
    /// The slip that the date calls for.
    #[serde(default)]
    pub slip: Option<Slip>,
}
