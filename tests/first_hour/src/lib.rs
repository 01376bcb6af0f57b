//! A server for the document of the guide's first chapter, `docs/guide/src/notebook.yaml`.
//!
//! In: a request. Out: what a server of that document responds, from notes in memory. It reads JSON
//! by `serde_json` alone, so that a fault of the generated client can't hide in it.

use std::sync::{Mutex, PoisonError};

use scripted_server::{Request, Response};
use serde_json::{Value, json};

/// The token that requests must carry.
pub const TOKEN: &str = "secret";

/// The notes and attachments of one run.
pub struct Notebook {
    notes: Mutex<Vec<Value>>,
    attachments: Mutex<Vec<Vec<u8>>>,
}

impl Default for Notebook {
    /// Two notes, the newest last.
    fn default() -> Self {
        let first = note(
            "note-1",
            "First",
            &json!([{"kind": "text", "text": "Hello."}]),
        );
        let second = note("note-2", "Second", &json!([]));
        Self {
            notes: Mutex::new(vec![first, second]),
            attachments: Mutex::default(),
        }
    }
}

fn note(id: &str, title: &str, parts: &Value) -> Value {
    json!({
        "id": id,
        "title": title,
        "importance": "normal",
        "parts": parts,
        "created_at": "2026-05-01T08:00:00Z",
    })
}

fn lock<T>(value: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    value.lock().unwrap_or_else(PoisonError::into_inner)
}

fn missing(what: &str) -> Response {
    Response::json(404, &json!({"message": format!("there is no {what}")}))
}

impl Notebook {
    /// Responds to one request.
    #[must_use]
    pub fn respond(&self, request: &Request) -> Response {
        if request.header("authorization") != Some(&format!("Bearer {TOKEN}")) {
            return Response::text(401, "text/plain", "the token is wrong");
        }
        let path: Vec<&str> = request.path().split('/').skip(1).collect();
        match (request.method.as_str(), path.as_slice()) {
            ("GET", ["notes"]) => self.list(request.query()),
            ("POST", ["notes"]) => self.create(&request.json()),
            ("GET", ["notes", id]) => self.with(id, |note| note.clone()),
            ("PATCH", ["notes", id]) => self.update(id, &request.json()),
            ("DELETE", ["notes", id]) => self.delete(id),
            ("POST", ["notes", id, "attachments"]) => self.attach(id, request),
            ("GET", ["attachments", id]) => self.download(id),
            ("GET", ["changes"]) => self.changes(),
            _ => missing(request.path()),
        }
    }

    /// A page, newest first; the cursor is the number of notes before it.
    fn list(&self, query: &str) -> Response {
        let number = |name: &str| {
            let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            let mut values = pairs.filter(|pair| pair.0 == name).map(|pair| pair.1);
            values.next().and_then(|value| value.parse::<usize>().ok())
        };
        let (from, limit) = (
            number("cursor").unwrap_or(0),
            number("limit").unwrap_or(100),
        );
        let notes = lock(&self.notes);
        let items: Vec<&Value> = notes.iter().rev().skip(from).take(limit).collect();
        let next = from + items.len();
        let next = (next < notes.len()).then(|| next.to_string());
        Response::json(200, &json!({"items": items, "next_cursor": next}))
    }

    fn create(&self, draft: &Value) -> Response {
        let title = draft["title"].as_str().unwrap_or_default();
        if title.is_empty() {
            let body = json!({"message": "the title is empty", "fields": ["title"]});
            return Response::json(422, &body);
        }
        let mut notes = lock(&self.notes);
        let parts = draft.get("parts").cloned().unwrap_or_else(|| json!([]));
        let mut note = note(&format!("note-{}", notes.len() + 1), title, &parts);
        for name in ["importance", "folder", "labels"] {
            if let Some(value) = draft.get(name) {
                note[name] = value.clone();
            }
        }
        notes.push(note.clone());
        Response::json(201, &note)
    }

    fn with(&self, id: &str, change: impl FnOnce(&mut Value) -> Value) -> Response {
        let mut notes = lock(&self.notes);
        match notes.iter_mut().find(|note| note["id"] == id) {
            Some(note) => Response::json(200, &change(note)),
            None => missing(id),
        }
    }

    /// What is sent replaces, also null; what is not sent stays.
    fn update(&self, id: &str, update: &Value) -> Response {
        self.with(id, |note| {
            for (name, value) in update.as_object().into_iter().flatten() {
                note[name] = value.clone();
            }
            note.clone()
        })
    }

    fn delete(&self, id: &str) -> Response {
        let mut notes = lock(&self.notes);
        let before = notes.len();
        notes.retain(|note| note["id"] != id);
        if notes.len() == before {
            missing(id)
        } else {
            Response::empty(204)
        }
    }

    /// Takes the file out of a form as RFC 7578 has it: a part with a file name, up to the
    /// boundary.
    fn attach(&self, id: &str, request: &Request) -> Response {
        if !lock(&self.notes).iter().any(|note| note["id"] == id) {
            return missing(id);
        }
        let text = request.text();
        let boundary = text.lines().next().unwrap_or_default().to_owned();
        let parts = text.split(boundary.as_str());
        let mut files = parts.filter_map(|part| part.split_once("\r\n\r\n"));
        let file = files.find(|(head, _)| head.contains("filename=\""));
        let Some((head, content)) = file else {
            return Response::text(400, "text/plain", "there is no file in the form");
        };
        let name = head
            .split("filename=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        let content = content.trim_end_matches("\r\n").as_bytes().to_vec();
        let mut attachments = lock(&self.attachments);
        let size = content.len();
        attachments.push(content);
        let id = format!("attachment-{}", attachments.len());
        Response::json(201, &json!({"id": id, "name": name, "size": size}))
    }

    fn download(&self, id: &str) -> Response {
        let number = id
            .strip_prefix("attachment-")
            .and_then(|number| number.parse::<usize>().ok());
        let attachments = lock(&self.attachments);
        match number.and_then(|number| attachments.get(number.checked_sub(1)?)) {
            Some(bytes) => Response::Whole {
                status: 200,
                headers: vec![(
                    "content-type".to_owned(),
                    "application/octet-stream".to_owned(),
                )],
                body: bytes.clone(),
            },
            None => missing(id),
        }
    }

    /// The newest note, a deletion, and a kind of change that the document does not have.
    fn changes(&self) -> Response {
        let saved = lock(&self.notes)
            .last()
            .map(|note| json!({"type": "saved", "note": note}));
        let deleted = json!({"type": "deleted", "note_id": "note-0"});
        let newer = json!({"type": "archived", "note_id": "note-1"});
        let events = saved.into_iter().chain([deleted, newer]);
        let events: Vec<String> = events.map(|event| format!("data: {event}\n\n")).collect();
        Response::text(200, "text/event-stream", &events.concat())
    }
}
