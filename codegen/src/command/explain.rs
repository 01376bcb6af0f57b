//! `specwright explain`.

use std::process::ExitCode;

use specwright::diagnostics::Code;

use super::Failure;

/// Prints the long form of a code, or all codes with their titles.
pub(super) fn explain(code: Option<&str>) -> Result<ExitCode, Failure> {
    let Some(text) = code else {
        for code in Code::ALL {
            println!("{code}  {:<7}  {}", code.severity().name(), code.title());
        }
        return Ok(ExitCode::SUCCESS);
    };
    let code = Code::find(text)
        .ok_or_else(|| format!("no code `{text}`: `specwright explain` lists them"))?;
    println!(
        "{code}: {} ({})\n\n{}",
        code.title(),
        code.severity().name(),
        code.explanation()
    );
    Ok(ExitCode::SUCCESS)
}
