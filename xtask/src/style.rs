//! The style sheet: `style/main.css` and all that it imports, in one file.

use std::path::Path;

use anyhow::{Result, anyhow};
use lightningcss::{
    bundler::{Bundler, FileProvider},
    printer::PrinterOptions,
    stylesheet::{MinifyOptions, ParserOptions},
    targets::{Browsers, Targets},
};

/// The oldest browsers that the style sheet is made for: the last ones of Windows 7, which still stand on office desks,
/// and the domestic browsers built on them. They know layers but not nesting, so nesting is spelled out.
fn targets() -> Targets {
    let version = |major: u32, minor: u32| Some(major << 16 | minor << 8);
    Targets::from(Browsers {
        chrome: version(109, 0),
        edge: version(109, 0),
        firefox: version(115, 0),
        safari: version(16, 4),
        ios_saf: version(16, 4),
        android: version(109, 0),
        ..Browsers::default()
    })
}

/// Bundles a style sheet with its imports and makes it small.
pub(crate) fn bundle(path: &Path) -> Result<String> {
    let files = FileProvider::new();
    let mut sheet = Bundler::new(&files, None, ParserOptions::default())
        .bundle(path)
        .map_err(|error| anyhow!("the style sheet: {error}"))?;
    sheet
        .minify(MinifyOptions { targets: targets(), ..MinifyOptions::default() })
        .map_err(|error| anyhow!("the style sheet: {error}"))?;
    let options = PrinterOptions { minify: true, targets: targets(), ..PrinterOptions::default() };
    Ok(sheet.to_css(options).map_err(|error| anyhow!("the style sheet: {error}"))?.code)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn imports_are_bundled_and_nesting_is_spelled_out() {
        let sheet = sheet("@import \"base.css\" layer(base);");
        assert_eq!(sheet, "@layer base{main h1{color:red}}");
    }

    #[test]
    fn layers_keep_their_declared_order() {
        let sheet =
            sheet("@layer pages, base;\n@import \"base.css\" layer(base);\n@layer pages { b { color: #ff0000 } }");
        assert!(sheet.find("@layer pages") < sheet.find("@layer base{"), "{sheet}");
    }

    fn sheet(main: &str) -> String {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("main.css");
        fs::write(&path, main).unwrap();
        fs::write(folder.path().join("base.css"), "main { & h1 { color: #ff0000 } }").unwrap();
        bundle(&path).unwrap()
    }

    #[test]
    fn a_mistake_is_named_with_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let main = folder.path().join("main.css");
        fs::write(&main, "@import \"absent.css\";").unwrap();
        assert!(bundle(&main).unwrap_err().to_string().contains("main.css"));
    }
}
