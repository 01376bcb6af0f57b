//! `specwright lint`: reports what generating would report.

use std::process::ExitCode;

use super::{
    Failure, Format,
    input::{Selection, Wanted},
    progress::Progress,
    show,
};

pub(super) fn lint(selection: &Selection) -> Result<ExitCode, Failure> {
    let Some(project) = selection.project(&Wanted {
        // No crate is written, so none is named after the document.
        name: Some("api"),
        ..Wanted::default()
    })?
    else {
        return Ok(ExitCode::FAILURE);
    };
    let mut code = ExitCode::SUCCESS;
    let progress = Progress::begin("reading");
    let generated = project.generate(selection.api.as_deref(), None)?;
    drop(progress);
    for api in generated {
        let found = selection.show(&api);
        // Nothing is known of a document that can't be read, and that was shown.
        if selection.format == Format::Text && !api.generated.files.is_empty() {
            let figures = show::figures_in_words(&api.generated.report);
            eprintln!("{}: {figures}", selection.shown(&api));
        }
        if found != ExitCode::SUCCESS {
            code = found;
        }
    }
    Ok(code)
}
