//! The generator as a module of WebAssembly, which `index.html` calls.
//!
//! In: the bytes of a document, at the address that [`input`] returns. Out: a JSON text at the
//! address that [`output`] returns, as long as [`generate`] says: `files` with their `path` and
//! `text`, and `report`, what there is to say about the document. Nothing is sent anywhere.
//!
//! The page reads and writes the memory of the module, so nothing here needs unsafe code but the
//! names of the functions.

use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};
use specwright::{
    Input,
    config::ApiConfig,
    diagnostics::{Style, render},
    plan::Target,
    source::Memory,
};

/// Larger documents would fill the memory of a tab.
const LARGEST: usize = 16 << 20;

static INPUT: Mutex<Vec<u8>> = Mutex::new(Vec::new());
static OUTPUT: Mutex<Vec<u8>> = Mutex::new(Vec::new());

fn lock(bytes: &Mutex<Vec<u8>>) -> MutexGuard<'_, Vec<u8>> {
    bytes.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Where to write a document of that many bytes; null if it is too large.
#[unsafe(no_mangle)]
pub extern "C" fn input(length: usize) -> *mut u8 {
    if length > LARGEST {
        return std::ptr::null_mut();
    }
    let mut input = lock(&INPUT);
    *input = vec![0; length];
    input.as_mut_ptr()
}

/// Generates a client from the document, and returns how long the output is.
#[unsafe(no_mangle)]
pub extern "C" fn generate() -> usize {
    let text = String::from_utf8_lossy(&lock(&INPUT)).into_owned();
    let mut output = lock(&OUTPUT);
    *output = client(&text).to_string().into_bytes();
    output.len()
}

/// Where the output is, until [`generate`] is called again.
#[unsafe(no_mangle)]
pub extern "C" fn output() -> *const u8 {
    lock(&OUTPUT).as_ptr()
}

fn client(text: &str) -> Value {
    let entry = "openapi.yaml";
    let generated = specwright::generate(&Input {
        reader: &Memory::new([(entry, text)]),
        entry,
        config: &ApiConfig::default(),
        config_text: None,
        target: &Target {
            command: "run `specwright generate`".to_owned(),
            ..Target::module("client", entry)
        },
        dump: None,
    });
    let files = generated.files.iter();
    let files: Vec<Value> = files
        .map(|file| json!({"path": file.path, "text": file.text}))
        .collect();
    let style = Style::default();
    let report = render(&generated.diagnostics, generated.sources.as_ref(), style);
    json!({
        "files": files,
        "report": report,
        "operations": generated.report.operations,
        "left_out": generated.report.left_out,
        "models": generated.report.models,
    })
}
