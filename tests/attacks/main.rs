//! Nothing in a document becomes code: every payload in every place, against the harmless document.

#[path = "src/document.rs"]
mod document;
mod documentation;
#[path = "src/generated.rs"]
mod generated;
#[path = "src/payloads.rs"]
mod payloads;
mod trees;

use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::thread;

use document::{harmless, places, with};
use generated::generated;
use payloads::PAYLOADS;
use serde_json::Value;
use specwright::plan::{Runtime, Target};
use specwright::render::GeneratedFile;
use trees::Shape;

/// Harmless texts that a document may have in a place: an attack is harmless if its code is
/// built like that of one of them. Several, because names with one word, several or none, and
/// templates and patterns that are valid or not, give different code for good reasons.
const TWINS: &[&str] = &[
    "harmless",
    "two words",
    "7",
    "",
    "-",
    "a/b",
    "a{b}c",
    "a{b",
    "(",
    "application/x-y",
    "a:b",
    "?a#b",
    // Long enough that an example gives it a name before the call.
    "fifty-five characters that an example gives a name first",
];

fn target() -> Target {
    Target::package(
        "attacked",
        "document.json",
        Runtime::Version("1".to_owned()),
    )
}

/// The document with one text in one place.
fn attack(document: &Value, place: &str, text: &str) -> Vec<GeneratedFile> {
    let attacked = with(document, &|word| (word == place).then(|| text.to_owned()));
    generated(&attacked, &target()).files
}

/// Of all pairs of a place and a payload, one in so many is compared with its twins; `ATTACKS=all`
/// takes each.
const ONE_IN: usize = 16;

/// What is wrong with the attacks on a place.
fn check_place(document: &Value, (number, place): (usize, &String), one_in: usize) -> Vec<String> {
    let shape = |text: &str| Shape::of(&attack(document, place, text));
    let first = shape(TWINS[0]);
    // Rarely needed, so made when they are.
    let others = LazyCell::new(|| {
        TWINS[1..]
            .iter()
            .map(|text| shape(text))
            .collect::<Vec<_>>()
    });
    // Too long for the name of a file.
    let long = "Long".repeat(3000);
    let payloads = PAYLOADS.iter().copied().chain([("long", long.as_str())]);
    let failed = payloads
        .skip(number % one_in)
        .step_by(one_in)
        .filter_map(|(name, payload)| {
            let found = shape(payload);
            let known = found.is_ok() && (found == first || others.contains(&found));
            let difference = || match (&found, &first) {
                (Ok(found), Ok(first)) => found.difference(first),
                (Err(error), _) | (_, Err(error)) => error.clone(),
            };
            (!known).then(|| format!("{place}: {name}: {}", difference()))
        });
    failed.collect()
}

/// Runs the check for each item, on all processors, and fails with what it found.
fn all<T: Sync>(items: &[T], check: impl Fn(&T) -> Vec<String> + Sync) {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let failed: BTreeSet<String> = thread::scope(|scope| {
        let work = |number| {
            let (mine, check) = (items.iter().skip(number).step_by(workers), &check);
            scope.spawn(move || mine.flat_map(check).collect::<Vec<_>>())
        };
        let running: Vec<_> = (0..workers).map(work).collect();
        running
            .into_iter()
            .flat_map(|worker| worker.join().unwrap())
            .collect()
    });
    let shown: Vec<&str> = failed.iter().take(200).map(String::as_str).collect();
    assert!(failed.is_empty(), "{}:\n{}", failed.len(), shown.join("\n"));
}

/// One attack at a time: what is generated is built as from a harmless document.
#[test]
fn a_payload_in_a_place_stays_data() {
    let document = harmless().unwrap();
    let places: Vec<(usize, String)> = places(&document).into_iter().enumerate().collect();
    let one_in = if std::env::var_os("ATTACKS").is_some() {
        1
    } else {
        ONE_IN
    };
    let attacks = places.len() * (PAYLOADS.len() + 1) / one_in;
    assert!(attacks >= 200, "{attacks}");
    all(&places, |(number, place)| {
        check_place(&document, (*number, place), one_in)
    });
    println!("{attacks} attacks on {} places", places.len());
}

/// Every payload in every place, a document having another one in each place: whatever comes is
/// Rust, without a documentation test, a script, or a character that turns the order of what is
/// read.
#[test]
fn every_payload_in_every_place_gives_plain_files() {
    let document = harmless().unwrap();
    let places: Vec<String> = places(&document).into_iter().collect();
    let shifts: Vec<usize> = (0..PAYLOADS.len()).collect();
    all(&shifts, |shift| {
        let payload = |word: &str| {
            let place = places.iter().position(|place| place == word)?;
            Some(PAYLOADS[(place + shift) % PAYLOADS.len()].1.to_owned())
        };
        let files = generated(&with(&document, &payload), &target()).files;
        let outcome = Shape::of(&files).and_then(|_| documentation::check(&files));
        outcome
            .err()
            .map(|error| format!("shift {shift}: {error}"))
            .into_iter()
            .collect()
    });
}

/// The harmless document is generated whole: a place whose part is left out is not attacked.
#[test]
fn the_harmless_document_is_generated_whole() {
    let generated = generated(&harmless().unwrap(), &target());
    assert_eq!(
        (
            generated.report.operations,
            generated.report.left_out,
            generated.report.errors
        ),
        (3, 0, 0)
    );
}

/// Code smuggled in is seen: without this, equal shapes would say nothing.
#[test]
fn code_is_seen() {
    let files = generated(&harmless().unwrap(), &target()).files;
    let shape = Shape::of(&files).unwrap();
    for (from, to) in [
        ("PosTitle", "PosTitle\n"),
        ("impl ", "fn owned() {} impl "),
        ("#[derive", "#[inline] #[derive"),
        (".path(", ".path(panic!(), "),
        ("(setters", "(owned, setters"),
    ] {
        let mut changed = files.clone();
        let hit = changed
            .iter_mut()
            .filter(|file| file.text.contains(from))
            .map(|file| file.text = file.text.replacen(from, to, 1))
            .count();
        assert!(hit > 0, "{from}");
        assert!(Shape::of(&changed).ok() != Some(shape.clone()), "{from}");
    }
    for doc in [
        "```\npanic!()\n```",
        "a\n\n    panic!()",
        "<script>x</script>",
        "[a](javascript:x)",
    ] {
        let lines = format!("/// {}\n", doc.replace('\n', "\n/// "));
        let file = GeneratedFile {
            path: "src/x.rs".to_owned(),
            text: format!("{lines}pub struct A;\n"),
        };
        assert!(documentation::check(&[file]).is_err(), "{doc}");
    }
}
