//! What can be set, from a file and from the environment; the environment wins.
//!
//! A wrong value stops the start with a sentence that names the variable. A key of the file that nobody reads is an
//! error too: a misspelt key would otherwise silently leave the default in force. So is a variable that differs from a
//! known one by a slip; others are only told of, for whoever runs services may put `ZEQING_…` variables of its own
//! beside ours.

use std::{
    env::{self, VarError},
    fmt::{self, Display},
    net::SocketAddr,
    path::{Path, PathBuf},
    str::FromStr,
    time::Duration,
};

use axum::http::Uri;
use serde::Deserialize;
use thiserror::Error;

use crate::{journal::chain::HashKind, store::StoreAddress};

/// The file that is read where `ZEQING_CONFIG` names none; it may be missing.
const DEFAULT_FILE: &str = "zeqing.toml";

/// The database where none is set.
pub const DEFAULT_DATABASE: &str = "surrealkv://data/db";

/// Every key of the file. The variable of a key is `ZEQING_` and the key in capitals.
const KEYS: [&str; 11] = [
    "database",
    "addr",
    "files",
    "public_url",
    "site",
    "district",
    "journal_hash",
    "patience",
    "behind_proxy",
    "demo",
    "dev",
];

/// The keys that are true or false.
const SWITCHES: [&str; 3] = ["behind_proxy", "demo", "dev"];

/// So many letters wrong, missing or too many are a slip, not another name.
const SLIPS: usize = 2;

/// The settings of a running server.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where the facts live.
    pub database: StoreAddress,
    /// The address to listen on.
    pub addr: SocketAddr,
    /// Where evidence files live.
    pub files: FilesAddress,
    /// The address under which browsers reach the server.
    pub public_url: PublicUrl,
    /// The folder of scripts, styles and pictures.
    pub site: PathBuf,
    /// The name of the district, as it stands in the frame of every page.
    pub district: String,
    /// By what the journal is chained; where nothing is set, by what it was begun with, and a new one by SHA-256.
    pub journal_hash: Option<HashKind>,
    /// So long a form waits for the job that it began; what takes longer is followed on the job's page.
    pub patience: Duration,
    /// Whether a reverse proxy stands before the server, so that `X-Forwarded-For` says who asks.
    pub behind_proxy: bool,
    /// Whether this is the demo, which every page says.
    pub demo: bool,
    /// Whether open pages load anew when the program or its site is new: for whoever works on Zeqing, and for nobody else.
    pub dev: bool,
}

/// Where evidence files live.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilesAddress {
    /// `memory://`: gone when the process ends; for tests.
    Memory,
    /// `file://PATH`: a folder of this machine.
    Folder(PathBuf),
    /// `s3://bucket/prefix`: a bucket; endpoint, region and keys come from the usual `AWS_*` variables.
    Bucket {
        /// The bucket.
        bucket: String,
        /// What every key begins with; may be empty.
        prefix: String,
    },
}

/// Scheme, host and port under which browsers reach the server, without a trailing slash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl(String);

/// Why the server cannot be started with these settings.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The file cannot be read, is no TOML, or has an unknown key or a value of the wrong type.
    #[error("{file}: {cause}")]
    File {
        /// The file, or the environment where the file is not to blame.
        file: String,
        /// What is wrong.
        cause: String,
    },
    /// A value that cannot be used. The value itself is not repeated, for it may hold a password.
    #[error("{variable} (key `{key}` of the file) cannot be used: {cause}")]
    Value {
        /// The variable.
        variable: String,
        /// The key.
        key: &'static str,
        /// What was expected.
        cause: String,
    },
    /// A variable that sets nothing.
    #[error("{variable} is no setting; write {meant}, or take the variable away")]
    Misspelt {
        /// The variable.
        variable: String,
        /// The variable that is called nearly so.
        meant: String,
    },
}

/// The settings as they are written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    database: Option<String>,
    addr: Option<String>,
    files: Option<String>,
    public_url: Option<String>,
    site: Option<PathBuf>,
    district: Option<String>,
    journal_hash: Option<String>,
    patience: Option<String>,
    behind_proxy: bool,
    demo: bool,
    dev: bool,
}

impl Config {
    /// Reads the file and the environment of this process.
    ///
    /// # Errors
    /// See [`ConfigError`].
    pub fn load() -> Result<Self, ConfigError> {
        let usual = || Some(PathBuf::from(DEFAULT_FILE)).filter(|file| file.exists());
        let file = env::var_os("ZEQING_CONFIG").map(PathBuf::from).or_else(usual);
        unreadable(|name| env::var(name).err())?;
        let strays = strays(env::vars_os().filter_map(|(name, _)| name.into_string().ok()))?;
        if !strays.is_empty() {
            tracing::warn!("nobody reads {}", strays.join(", "));
        }
        Self::from_sources(file.as_deref(), |name| env::var(name).ok())
    }

    /// Reads a file, where one is named, and variables.
    ///
    /// # Errors
    /// See [`ConfigError`].
    pub fn from_sources(file: Option<&Path>, variable: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let name = || file.map_or_else(|| "the environment".to_owned(), |file| file.display().to_string());
        let unread = |error: config::ConfigError| ConfigError::File { file: name(), cause: error.to_string() };
        let mut builder = config::Config::builder();
        if let Some(file) = file {
            builder = builder.add_source(config::File::from(file).format(config::FileFormat::Toml));
        }
        for key in KEYS {
            let value = variable(&variable_of(key));
            if SWITCHES.contains(&key) && value.as_deref().is_some_and(|value| !is_switch(value)) {
                return Err(wrong(key, "write true or false"));
            }
            builder = builder.set_override_option(key, value).map_err(unread)?;
        }
        let written: Written = builder.build().and_then(config::Config::try_deserialize).map_err(unread)?;
        written.checked()
    }

    /// Whether the folder of scripts and styles is there; without it no page can be used.
    ///
    /// # Errors
    /// [`ConfigError::Value`], naming the folder.
    pub fn check_site(&self) -> Result<(), ConfigError> {
        if self.site.is_dir() {
            return Ok(());
        }
        let cause = format!("there is no folder {}; `cargo xtask build` makes it", self.site.display());
        Err(wrong("site", cause))
    }

    /// Whether cookies are to be sent over TLS alone.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_url.is_https()
    }
}

impl Written {
    fn checked(self) -> Result<Config, ConfigError> {
        let addr: SocketAddr = parsed(
            "addr",
            self.addr.as_deref().unwrap_or("127.0.0.1:3000"),
            "write an address and a port such as 127.0.0.1:3000",
        )?;
        let public_url = self.public_url.unwrap_or_else(|| format!("http://{addr}"));
        let district = self.district.unwrap_or_else(|| "金水区".to_owned()).trim().to_owned();
        if district.is_empty() || district.chars().count() > 20 {
            return Err(wrong("district", "write a name of 1 to 20 characters"));
        }
        let seconds: u16 =
            parsed("patience", self.patience.as_deref().unwrap_or("2"), "write a whole number of seconds such as 2")?;
        Ok(Config {
            database: told("database", self.database.as_deref().unwrap_or(DEFAULT_DATABASE))?,
            addr,
            files: told("files", self.files.as_deref().unwrap_or("file://data/files"))?,
            public_url: told("public_url", &public_url)?,
            site: self.site.unwrap_or_else(default_site),
            district,
            journal_hash: self.journal_hash.as_deref().map(|hash| told("journal_hash", hash)).transpose()?,
            patience: Duration::from_secs(seconds.into()),
            behind_proxy: self.behind_proxy,
            demo: self.demo,
            dev: self.dev,
        })
    }
}

/// The variable that sets a key.
fn variable_of(key: &str) -> String {
    format!("ZEQING_{}", key.to_ascii_uppercase())
}

/// Whether a variable's text says true or false, in any of the words that the file's reader knows.
fn is_switch(text: &str) -> bool {
    let known = ["true", "false", "on", "off", "yes", "no", "1", "0"];
    known.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// Refuses a variable that is no text. It would be taken for one that is not set, and the default be in force.
fn unreadable(unread: impl Fn(&str) -> Option<VarError>) -> Result<(), ConfigError> {
    let no_text = |key: &&str| matches!(unread(&variable_of(key)), Some(VarError::NotUnicode(_)));
    match KEYS.into_iter().find(no_text) {
        Some(key) => Err(wrong(key, "write it in UTF-8")),
        None => Ok(()),
    }
}

/// The variables that look like settings and are none, where none of them is a known one with a slip.
fn strays(names: impl Iterator<Item = String>) -> Result<Vec<String>, ConfigError> {
    let known: Vec<String> = KEYS.into_iter().chain(["config"]).map(variable_of).collect();
    let strays: Vec<String> = names.filter(|name| name.starts_with("ZEQING_") && !known.contains(name)).collect();
    for variable in &strays {
        let nearest = known.iter().map(|known| (slips(variable, known), known)).min();
        if let Some((_, meant)) = nearest.filter(|(slips, _)| *slips <= SLIPS) {
            return Err(ConfigError::Misspelt { variable: variable.clone(), meant: meant.clone() });
        }
    }
    Ok(strays)
}

/// How many letters have to be changed, added or taken away to make one name from another.
fn slips(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.bytes().enumerate() {
        let mut corner = row[0];
        row[0] = at + 1;
        for (place, wanted) in other.bytes().enumerate() {
            let changed = corner + usize::from(letter != wanted);
            corner = row[place + 1];
            row[place + 1] = changed.min(corner + 1).min(row[place] + 1);
        }
    }
    row[other.len()]
}

fn wrong(key: &'static str, cause: impl Display) -> ConfigError {
    ConfigError::Value { variable: variable_of(key), key, cause: cause.to_string() }
}

fn parsed<T: FromStr>(key: &'static str, text: &str, expected: &str) -> Result<T, ConfigError> {
    text.trim().parse().map_err(|_| wrong(key, expected))
}

/// As [`parsed`], where the type's own error says what was expected.
fn told<T: FromStr<Err: Display>>(key: &'static str, text: &str) -> Result<T, ConfigError> {
    text.trim().parse().map_err(|error| wrong(key, error))
}

/// Beside the binary where it was installed, above it where cargo built it, else below the working folder.
fn default_site() -> PathBuf {
    let beside = env::current_exe().ok().and_then(|binary| binary.parent().map(Path::to_owned));
    let places =
        beside.iter().flat_map(|folder| [Some(folder.join("site")), folder.parent().map(|up| up.join("site"))]);
    places.flatten().find(|place| place.is_dir()).unwrap_or_else(|| PathBuf::from("target/site"))
}

impl FromStr for FilesAddress {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "memory://" {
            return Ok(Self::Memory);
        }
        if let Some(path) = text.strip_prefix("file://").filter(|path| !path.is_empty()) {
            return Ok(Self::Folder(path.into()));
        }
        let (bucket, prefix) = text
            .strip_prefix("s3://")
            .map(|rest| rest.split_once('/').unwrap_or((rest, "")))
            .filter(|(bucket, _)| !bucket.is_empty())
            .ok_or("write file://PATH or s3://bucket/prefix")?;
        Ok(Self::Bucket { bucket: bucket.to_owned(), prefix: prefix.trim_matches('/').to_owned() })
    }
}

impl PublicUrl {
    /// The origin as browsers send it, such as `https://zeqing.example.gov.cn`.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.0
    }

    /// Whether browsers come over TLS.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }
}

impl Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for PublicUrl {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const EXPECTED: &str =
            "write http://HOST or https://HOST, with :PORT where it is not the usual one and no path";
        let address: Uri = text.parse().map_err(|_| EXPECTED)?;
        let (Some(scheme), Some(authority)) = (address.scheme_str(), address.authority()) else {
            return Err(EXPECTED);
        };
        let bare = matches!(address.path(), "" | "/") && address.query().is_none() && !authority.as_str().contains('@');
        if !matches!(scheme, "http" | "https") || !bare {
            return Err(EXPECTED);
        }
        Ok(Self(format!("{scheme}://{}", authority.as_str().to_ascii_lowercase())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let found =
            |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        Config::from_sources(None, found)
    }

    #[test]
    fn nothing_has_to_be_set() {
        let config = with(&[]).unwrap();
        assert_eq!(config.addr.to_string(), "127.0.0.1:3000");
        assert_eq!(config.public_url.origin(), "http://127.0.0.1:3000");
        assert_eq!(config.files, FilesAddress::Folder("data/files".into()));
        assert_eq!(config.journal_hash, None);
        assert_eq!(config.patience, Duration::from_secs(2));
        assert!(!config.is_https() && !config.demo && !config.dev);
    }

    #[test]
    fn a_wrong_value_is_named_and_not_repeated() {
        for (variable, value) in [
            ("ZEQING_ADDR", "3000"),
            ("ZEQING_DATABASE", "ws://root:s3cret@"),
            ("ZEQING_FILES", "ftp://s3cret"),
            ("ZEQING_PUBLIC_URL", "https://host/s3cret"),
            ("ZEQING_DISTRICT", " "),
            ("ZEQING_JOURNAL_HASH", "s3cret"),
            ("ZEQING_PATIENCE", "s3cret"),
            ("ZEQING_DEMO", "s3cret"),
            ("ZEQING_BEHIND_PROXY", ""),
        ] {
            let said = with(&[(variable, value)]).unwrap_err().to_string();
            assert!(said.contains(variable), "{said}");
            assert!(!said.contains("s3cret"), "{said}");
        }
    }

    #[test]
    fn a_switch_is_set_in_any_of_the_usual_words() {
        for (value, expected) in [("true", true), ("Yes", true), ("0", false), ("off", false)] {
            assert_eq!(with(&[("ZEQING_DEMO", value)]).unwrap().demo, expected, "{value}");
        }
    }

    #[test]
    fn a_variable_that_is_no_text_is_not_taken_for_one_that_is_not_set() {
        let unread = |name: &str| match name {
            "ZEQING_ADDR" => None,
            "ZEQING_FILES" => Some(VarError::NotUnicode("file://s3cret".into())),
            _ => Some(VarError::NotPresent),
        };
        let said = unreadable(unread).unwrap_err().to_string();
        assert!(said.contains("ZEQING_FILES") && said.contains("UTF-8") && !said.contains("s3cret"), "{said}");
        unreadable(|_| Some(VarError::NotPresent)).unwrap();
    }

    #[test]
    fn a_misspelt_variable_is_refused_and_a_foreign_one_told_of() {
        let strays = |name: &str| strays([name.to_owned(), "ZEQING_CONFIG".to_owned()].into_iter());
        for (name, meant) in [
            ("ZEQING_DATABSE", "ZEQING_DATABASE"),
            ("ZEQING_PUBLICURL", "ZEQING_PUBLIC_URL"),
            ("ZEQING_SIET", "ZEQING_SITE"),
            ("ZEQING_CONFG", "ZEQING_CONFIG"),
        ] {
            let said = strays(name).unwrap_err().to_string();
            assert!(said.contains(name) && said.contains(meant), "{said}");
        }
        for name in ["ZEQING_SERVICE_HOST", "ZEQING_PORT", "ZEQING_BIN", "ZEQING_LOOKS", "ZEQING_TEST_ON"] {
            assert_eq!(strays(name).unwrap(), [name]);
        }
        assert!(strays("ZEQING_ADDR").unwrap().is_empty() && strays("HOME").unwrap().is_empty());
    }

    #[test]
    fn a_site_that_is_not_there_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let site = |path: &Path| with(&[("ZEQING_SITE", path.to_str().unwrap())]).unwrap().check_site();
        site(folder.path()).unwrap();
        let said = site(&folder.path().join("nowhere")).unwrap_err().to_string();
        assert!(said.contains("ZEQING_SITE") && said.contains("nowhere"), "{said}");
    }

    #[test]
    fn an_unknown_key_of_the_file_is_an_error_and_the_environment_wins() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("zeqing.toml");
        std::fs::write(&file, "addr = \"127.0.0.1:4000\"\ndemo = true\n").unwrap();
        let found = |name: &str| (name == "ZEQING_ADDR").then(|| "127.0.0.1:5000".to_owned());
        let config = Config::from_sources(Some(&file), found).unwrap();
        assert_eq!((config.addr.port(), config.demo), (5000, true));
        std::fs::write(&file, "adress = \"127.0.0.1:4000\"\n").unwrap();
        let said = Config::from_sources(Some(&file), |_| None).unwrap_err().to_string();
        assert!(said.contains("adress") && said.contains("zeqing.toml"), "{said}");
        assert!(Config::from_sources(Some(&folder.path().join("other.toml")), |_| None).is_err());
    }

    #[test]
    fn the_example_file_is_one_that_can_be_used() {
        let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("zeqing.example.toml");
        Config::from_sources(Some(&example), |_| None).unwrap();
    }

    #[test]
    fn a_bucket_has_a_name_and_perhaps_a_prefix() {
        let bucket = |bucket: &str, prefix: &str| FilesAddress::Bucket { bucket: bucket.into(), prefix: prefix.into() };
        assert_eq!("s3://a/b/c/".parse(), Ok(bucket("a", "b/c")));
        assert_eq!("s3://a".parse(), Ok(bucket("a", "")));
        assert!("s3://".parse::<FilesAddress>().is_err());
    }
}
