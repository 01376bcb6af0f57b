//! Imports, re-exports and module declarations.

use super::{Piece, layout, syntax::string};
use crate::plan::{Imports, ModuleDeclaration, Reexport, Use};

/// The imports of a file, one piece a group.
pub(super) fn imports(imports: &Imports) -> Vec<Piece> {
    let group =
        |group: &Vec<Use>| Piece::Text(group.iter().map(|one| declaration("", one)).collect());
    imports.groups().iter().map(group).collect()
}

/// `pub use path::{names};`.
pub(super) fn reexports(uses: &[Reexport]) -> Piece {
    let reexport = |one: &Reexport| {
        let feature = feature(one.feature.as_ref());
        format!("{feature}{}", declaration("pub ", &one.names))
    };
    Piece::Text(uses.iter().map(reexport).collect())
}

/// The condition of a feature, a line.
fn feature(name: Option<&String>) -> String {
    name.map(|name| format!("#[cfg(feature = {})]\n", string(name)))
        .unwrap_or_default()
}

/// `mod x;` and `pub mod x;`.
pub(super) fn declarations(modules: &[ModuleDeclaration]) -> Piece {
    let declaration = |module: &ModuleDeclaration| {
        let feature = feature(module.feature.as_ref());
        let public = if module.public { "pub " } else { "" };
        // The compiler finds the files of other names by itself.
        let path = if module.name.is_ascii() {
            String::new()
        } else {
            format!("#[path = {}]\n", string(&format!("{}.rs", module.name)))
        };
        format!("{feature}{path}{public}mod {};\n", module.name)
    };
    Piece::Text(modules.iter().map(declaration).collect())
}

fn declaration(public: &str, one: &Use) -> String {
    let begin = format!("{public}use {}::", one.path.join("::"));
    match one.names.as_slice() {
        [name] => format!("{begin}{name};\n"),
        names => format!("{}\n", layout::filled(&format!("{begin}{{"), names, "};")),
    }
}
