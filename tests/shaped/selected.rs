//! Operations that a configuration leaves out are not read, so nothing in them is wrong.

use crate::refused::{generated, report};

const DOCUMENT: &str = include_str!("broken.yaml");

#[test]
fn what_is_left_out_can_not_be_wrong() -> crate::Outcome {
    let all = generated(DOCUMENT, "[api]\nspec = 'spec.yaml'\n")?;
    assert!(all.report.errors > 0, "{}", report(&all));
    for operations in [
        "exclude = ['broken']",
        "include = ['notes']",
        "exclude = ['GET /broken/{id}', 'PUT /broken/{id}', 'slashless']",
    ] {
        let text = format!("[api]\nspec = 'spec.yaml'\noperations = {{ {operations} }}\n");
        let some = generated(DOCUMENT, &text)?;
        assert_eq!(report(&some), "", "{operations}");
        assert_eq!((some.report.operations, some.report.left_out), (1, 0));
        // A schema that extends a needed one may be sent in its place.
        let names = some
            .types
            .iter()
            .filter_map(|one| one.ty.rsplit("::").next());
        let names: Vec<&str> = names.collect();
        for name in ["Note", "Pet", "Cat"] {
            assert!(names.contains(&name), "{name}: {names:?}");
        }
        assert!(!names.contains(&"Broken"), "{names:?}");
    }
    Ok(())
}

#[test]
fn what_is_left_out_is_not_a_part_of_the_path_either() -> crate::Outcome {
    let text = "[api]\nspec = 'spec.yaml'\noperations = { exclude = ['GET /broken/{id}'] }\n";
    let some = generated(DOCUMENT, text)?;
    let report = report(&some);
    assert!(
        report.contains("is not a valid `in`") && !report.contains("must be an object"),
        "{report}"
    );
    Ok(())
}
