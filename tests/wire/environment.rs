//! Clients made from environment variables. A test can't set those of its own process without harm
//! to the others, so each case runs this test again in its own process.

#![expect(
    deprecated,
    reason = "a span by its id is the shortest call, and the API still has it"
)]

use std::{
    env,
    process::{Command, Output},
};

use spanwire::{
    scale_v5,
    testing::{Reply, Server, block_on},
};

use crate::only;

/// Set in the process that is to look at its variables.
const CHILD: &str = "WIRE_ENVIRONMENT_CHILD";

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// Runs the test of that name again, with these variables only.
fn again(test: &str, variables: &[(&str, &str)]) -> Result<Output, Box<dyn std::error::Error>> {
    Ok(Command::new(env::current_exe()?)
        .args([test, "--exact", "--nocapture"])
        .env_remove("SGP_API_KEY")
        .env_remove("SGP_ACCOUNT_ID")
        .env_remove("SGP_CLIENT_BASE_URL")
        .env(CHILD, "1")
        .envs(variables.iter().copied())
        .output()?)
}

#[test]
fn variables_are_read() -> Outcome {
    if env::var_os(CHILD).is_none() {
        let variables = [
            ("SGP_API_KEY", "k"),
            ("SGP_ACCOUNT_ID", "a"),
            ("SGP_CLIENT_BASE_URL", "http://server.test/base"),
        ];
        let output = again("environment::variables_are_read", &variables)?;
        assert!(output.status.success(), "{output:?}");
        return Ok(());
    }
    let server = Server::new().with_secrets();
    server.reply(Reply::text(500, ""));
    let client = scale_v5::Client::builder()
        .from_env()?
        .max_retries(0)
        .transport(server.transport())
        .build()?;
    assert!(block_on(client.spans().get("s")).is_err());
    let request = only(&server);
    assert_eq!(request.url(), "http://server.test/base/v5/spans/s");
    assert_eq!(
        (
            request.header("x-api-key"),
            request.header("x-selected-account-id")
        ),
        (Some("k"), Some("a"))
    );
    Ok(())
}

#[test]
fn a_missing_key_is_an_error_that_names_the_variable() -> Outcome {
    if env::var_os(CHILD).is_none() {
        for variables in [&[][..], &[("SGP_API_KEY", "")]] {
            let output = again(
                "environment::a_missing_key_is_an_error_that_names_the_variable",
                variables,
            )?;
            assert!(output.status.success(), "{output:?}");
        }
        return Ok(());
    }
    let Err(error) = scale_v5::Client::from_env() else {
        return Err("made a client without a key".into());
    };
    assert!(error.to_string().contains("SGP_API_KEY"), "{error}");
    Ok(())
}
