//! Verbs: the words that a method's name may begin with, and which one an HTTP method means.
//!
//! In: a word, or an HTTP method. Out: whether it is a verb, or the verb. Must not know nouns.

use crate::names::singular;

/// Words that API authors begin names of operations with. Words that are nouns at least as often
/// (`chat`, `log`, `report`, `tag`) are not here.
#[rustfmt::skip] // one word a line is hard to read
const VERBS: &[&str] = &[
    "abort", "accept", "accrue", "acknowledge", "acquire", "action", "activate", "add", "adopt",
    "allow", "analyze", "append", "apply", "approve", "archive", "assign", "associate", "attach",
    "authenticate", "authorise", "authorize", "ban", "begin", "bind", "block", "bulk", "calculate",
    "cancel", "capture", "change", "check", "claim", "clear", "clone", "close", "collect", "commit",
    "compare", "complete", "compute", "configure", "confirm", "connect", "convert", "copy", "count",
    "create", "deactivate", "decline", "delete", "deploy", "deregister", "describe", "destroy",
    "detach", "detect", "disable", "disassociate", "disconnect", "dismiss", "download", "duplicate",
    "echo", "edit", "embed", "enable", "encode", "enqueue", "enrol", "enroll", "ensure", "estimate",
    "evaluate", "exchange", "execute", "exists", "expire", "export", "extend", "extract", "fail",
    "fetch", "fill", "filter", "finalize", "find", "finish", "flush", "follow", "fork", "forward",
    "freeze", "generate", "get", "give", "grant", "handle", "head", "hide", "import", "increment",
    "ingest", "init", "initialize", "insert", "inspect", "install", "invite", "invoke", "join",
    "kick", "leave", "list", "load", "lock", "login", "logout", "lookup", "make", "mark", "merge",
    "modify", "mount", "move", "mute", "normalize", "notify", "open", "override", "parse",
    "partial", "patch", "pause", "perform", "pin", "ping", "poll", "prepare", "preview", "process",
    "promote", "provision", "publish", "pull", "purge", "push", "put", "query", "reactivate",
    "read", "rebuild", "recalculate", "receive", "record", "recover", "redeem", "refresh", "refund",
    "regenerate", "register", "reindex", "reject", "release", "reload", "remove", "rename",
    "render", "renew", "reopen", "reorder", "replace", "replay", "reply", "rerun", "resend",
    "reserve", "reset", "resolve", "respond", "restart", "restore", "resume", "retrieve", "retry",
    "return", "revert", "revoke", "rollback", "rotate", "run", "sanitise", "sanitize", "save",
    "schedule", "search", "select", "send", "set", "settle", "share", "show", "shutdown", "sign",
    "simulate", "skip", "snooze", "solve", "split", "start", "stop", "store", "submit", "subscribe",
    "suspend", "swap", "switch", "sync", "synchronize", "terminate", "toggle", "train",
    "transcribe", "transfer", "translate", "trigger", "unarchive", "unassign", "unban", "unblock",
    "undelete", "undo", "unfollow", "unfreeze", "uninstall", "unlink", "unlock", "unmute",
    "unpause", "unpin", "unpublish", "unregister", "unsubscribe", "update", "upgrade", "upload",
    "upsert", "use", "validate", "verify", "view", "void", "wait", "warm", "watch", "write",
];

/// Verbs at the end of a path that say what its `GET` does.
const READING: &[&str] = &[
    "check", "count", "download", "export", "find", "lookup", "preview", "query", "search",
    "validate", "verify",
];

/// Whether the word is a verb, also with an `s` (`returns`).
pub(super) fn is_verb(word: &str) -> bool {
    infinitive(word).is_some()
}

/// The verb that the word is, perhaps in the third person.
pub(super) fn infinitive(word: &str) -> Option<String> {
    let known = |word: &str| VERBS.binary_search(&word).is_ok();
    let singular = singular(word);
    match () {
        () if known(word) => Some(word.to_owned()),
        () if known(&singular) => Some(singular),
        () => None,
    }
}

/// Whether a path that ends with the word is an action on what precedes it.
pub(super) fn is_action(word: &str, method: &str) -> bool {
    match method {
        "get" | "head" => READING.contains(&word),
        "post" | "put" => VERBS.binary_search(&word).is_ok(),
        _ => false,
    }
}

/// The verb of an HTTP method. `one`: whether the path leads to one of many.
pub(super) fn field_verb(method: &str, one: bool) -> &str {
    match method {
        "get" if !one => "list",
        "post" if one => "update",
        "post" => "create",
        "put" => "replace",
        "patch" => "update",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::{VERBS, is_verb};

    #[test]
    fn verbs_are_sorted_and_known_in_the_third_person() {
        assert!(VERBS.is_sorted());
        assert!(is_verb("get") && is_verb("returns"));
        assert!(!is_verb("chat") && !is_verb("spans"));
    }
}
