//! Paths that a configuration names, as the system knows them and as manifests write them.
//!
//! In: paths of files, which may not exist yet. Out: paths without `..`, or relative to a folder.

use std::path::{Component, Path, PathBuf};

use crate::source::slashes;

/// A path without `.`, and without `..` after a name.
pub(super) fn normalized(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match (part, out.components().next_back()) {
            (Component::CurDir, _) | (Component::ParentDir, Some(Component::RootDir)) => {}
            (Component::ParentDir, Some(Component::Normal(_))) => {
                out.pop();
            }
            _ => out.push(part),
        }
    }
    out
}

/// The absolute path, links followed as far as it exists.
pub(super) fn real(path: &Path) -> PathBuf {
    // An empty path is the current folder.
    let path = Path::new(".").join(path);
    let path = std::path::absolute(&path).unwrap_or(path);
    let path = normalized(&path);
    for present in path.ancestors() {
        if let (Ok(real), Ok(rest)) = (present.canonicalize(), path.strip_prefix(present)) {
            // Joining nothing would end the path of a file with a slash.
            let is_whole = rest.as_os_str().is_empty();
            return if is_whole { real } else { real.join(rest) };
        }
    }
    path
}

/// The way from one folder to another, with `/`.
pub(super) fn relative(to: &Path, from: &Path) -> String {
    let (to, from) = (real(to), real(from));
    let shared = common(&to, &from);
    let up = from.components().count() - shared.components().count();
    let down = to.strip_prefix(&shared).unwrap_or(&to);
    let up = std::iter::repeat_n("..".to_owned(), up);
    let parts: Vec<_> = up.chain([slashes(down)]).collect();
    parts.join("/").trim_end_matches('/').to_owned()
}

/// The deepest folder that both lie in.
pub(super) fn common(a: &Path, b: &Path) -> PathBuf {
    let both = a.components().zip(b.components());
    both.take_while(|(a, b)| a == b).map(|(a, _)| a).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_go_up_and_down() {
        for (to, from, way) in [
            ("/a/b/runtime", "/a/clients/notes", "../../b/runtime"),
            ("/a/clients/notes/runtime", "/a/clients/notes", "runtime"),
            ("/a", "/a/b", ".."),
            ("/a/x/../b", "/a/c", "../b"),
        ] {
            assert_eq!(relative(Path::new(to), Path::new(from)), way);
        }
    }

    #[test]
    fn what_leads_up_is_left_out_where_it_can_be() {
        for (path, plain) in [
            ("specs/../generated/src", "generated/src"),
            ("../a/./b", "../a/b"),
            ("a/../../b", "../b"),
            ("/../a", "/a"),
        ] {
            assert_eq!(normalized(Path::new(path)), Path::new(plain));
        }
    }
}
