//! What a build is for: it decides between time and size.

use clap::ValueEnum;

/// What a build is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Purpose {
    /// The demo: soon up.
    Run,
    /// Rebuilding while one works: nothing is optimised or compressed.
    Dev,
    /// The tests: the server is the one that `cargo test` has built, the site is the one of a release.
    Test,
    /// A real machine.
    Release,
}

impl Purpose {
    /// The folder below cargo's build folder that the server binary lies in.
    pub(crate) fn server_folder(self) -> &'static str {
        match self {
            Self::Run | Self::Dev | Self::Test => "debug",
            Self::Release => "release",
        }
    }

    /// The cargo profile of the browser's half.
    pub(crate) fn wasm_profile(self) -> &'static str {
        match self {
            Self::Run => "wasm-quick",
            Self::Dev => "dev",
            Self::Test | Self::Release => "wasm-release",
        }
    }

    /// The folder below cargo's build folder of the WASM target that [`Self::wasm_profile`] writes to.
    pub(crate) fn wasm_folder(self) -> &'static str {
        match self {
            Self::Run => "wasm-quick",
            Self::Dev => "debug",
            Self::Test | Self::Release => "wasm-release",
        }
    }

    /// Whether wasm-opt goes over the module.
    pub(crate) fn shrinks_wasm(self) -> bool {
        match self {
            Self::Run | Self::Dev => false,
            Self::Test | Self::Release => true,
        }
    }

    /// The quality (0–11) of the brotli copies; without one there are no compressed copies.
    pub(crate) fn brotli_quality(self) -> Option<u32> {
        match self {
            Self::Dev => None,
            Self::Run => Some(5),
            Self::Test | Self::Release => Some(11),
        }
    }
}
