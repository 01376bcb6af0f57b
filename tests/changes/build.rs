//! Generates two clients for each case.

#[path = "src/cases.rs"]
#[allow(dead_code, reason = "the programs are for the test")]
mod cases;

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use specwright::config::ApiConfig;
use specwright::plan::Target;
use specwright::source::Memory;
use specwright::{Input, generate};

use self::cases::Case;

fn main() {
    for path in ["build.rs", "src/cases.rs", "cases"] {
        println!("cargo::rerun-if-changed={path}");
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names a folder"));
    // The test compiles programs by the same compiler.
    let rustc = env::var("RUSTC").expect("cargo names the compiler");
    println!("cargo::rustc-env=CHANGES_RUSTC={rustc}");
    let cases = cases::read(Path::new("cases"));
    let mut hasher = DefaultHasher::new();
    let mut text = String::new();
    for (index, side) in ["old", "new"].into_iter().enumerate() {
        let _ = writeln!(
            text,
            "/// The clients of the {side} documents.\npub mod {side} {{"
        );
        for case in &cases {
            let folder = out.join(side).join(&case.name);
            client(case, index, side, &folder, &mut hasher);
            let path = folder.join("mod.rs");
            let _ = writeln!(
                text,
                "    #[path = {:?}]\n    pub mod {};",
                path.display().to_string(),
                case.name
            );
        }
        text.push_str("}\n");
    }
    let stamp = hasher.finish();
    let _ = writeln!(
        text,
        "/// Distinguishes this build from others.\n#[allow(clippy::unreadable_literal)]\npub const STAMP: u64 = {stamp};"
    );
    fs::write(out.join("clients.rs"), text).expect("the folder can be written");
}

fn client(case: &Case, index: usize, side: &str, folder: &Path, hasher: &mut DefaultHasher) {
    let target = Target {
        root: vec![side.to_owned(), case.name.clone()],
        ..Target::module(&case.name, "document.json")
    };
    let config = ApiConfig::default();
    let reader = Memory::new([("document.json", case.documents[index].as_str())]);
    let generated = generate(&Input {
        reader: &reader,
        entry: "document.json",
        config: &config,
        config_text: None,
        target: &target,
        dump: None,
    });
    assert!(
        !generated.diagnostics.has_errors(),
        "case `{}`: {:?}",
        case.name,
        generated.diagnostics
    );
    for file in &generated.files {
        let path = folder.join(&file.path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be written");
        file.text.hash(hasher);
        fs::write(path, &file.text).expect("the folder can be written");
    }
}
