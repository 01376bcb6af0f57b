//! `specwright lint`: reports what generating would report.

use std::process::ExitCode;

use super::{
    Failure,
    input::{Selection, Wanted},
};

pub(super) fn lint(selection: &Selection) -> Result<ExitCode, Failure> {
    let Some(project) = selection.project(&Wanted::default())? else {
        return Ok(ExitCode::FAILURE);
    };
    let mut code = ExitCode::SUCCESS;
    for api in project.generate(selection.api.as_deref(), None)? {
        let found = selection.show(&api);
        if found != ExitCode::SUCCESS {
            code = found;
        }
    }
    Ok(code)
}
