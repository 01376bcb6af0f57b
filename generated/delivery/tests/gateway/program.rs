//! The program `spanwire-gateway`.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, ExitStatus, Output, Stdio};

use crate::support::{Held, KEY, PROTOBUF, message, post, rest, spans};

fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_spanwire-gateway"));
    command.env_clear().stdin(Stdio::null());
    command
}

fn output(command: &mut Command) -> (Output, String) {
    let output = command.output().expect("it starts");
    let text = [&output.stdout[..], &output.stderr].concat();
    (output, String::from_utf8_lossy(&text).into_owned())
}

/// A gateway that is killed if a test ends before it.
struct Running(Child);

impl Running {
    fn wait(&mut self) -> ExitStatus {
        self.0.wait().expect("a child")
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn sigterm_ends_it_after_what_is_in_flight() {
    let held = Held::new();
    let child = command()
        .env("SGP_API_KEY", KEY)
        .env("SGP_ACCOUNT_ID", "another account")
        .env("SGP_CLIENT_BASE_URL", held.scale.url())
        .env("SPANWIRE_GATEWAY_LISTEN", "127.0.0.1:1")
        .args(["--listen", "127.0.0.1:0", "--account-id", "account"])
        .stderr(Stdio::piped())
        .spawn();
    let mut gateway = Running(child.expect("it starts"));
    let mut errors = BufReader::new(gateway.0.stderr.take().expect("piped"));
    let mut line = String::new();
    errors.read_line(&mut line).expect("a line");
    let address = line.trim().strip_prefix("listening on ");
    let mut stream = TcpStream::connect(address.expect("its address")).expect("a connection");
    let request = post(PROTOBUF, message(&[1])).to_bytes();
    stream.write_all(&request).expect("sent");
    held.wait_for(1);

    let pid = gateway.0.id().to_string();
    let kill = Command::new("kill").args(["-TERM", &pid]).status();
    assert!(kill.expect("there is a `kill`").success());
    while TcpStream::connect(address.expect("its address")).is_ok() {
        std::thread::yield_now();
    }
    held.let_go();
    assert_eq!(gateway.wait().code(), Some(0));
    assert!(rest(stream).starts_with(b"HTTP/1.1 200"));
    assert_eq!(spans(&held.scale).len(), 1);
    let request = &held.scale.requests()[0];
    assert_eq!(request.header("x-selected-account-id"), Some("account"));
    assert_eq!(request.header("x-api-key"), Some(KEY));
}

#[test]
fn what_is_wrong_is_said_before_it_listens() {
    let (without_key, text) = output(&mut command());
    assert_eq!(without_key.status.code(), Some(1));
    assert!(text.contains("SGP_API_KEY"), "{text}");

    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let taken = taken.local_addr().expect("its address").to_string();
    let mut busy = command();
    busy.env("SGP_API_KEY", KEY)
        .env("SGP_ACCOUNT_ID", "account");
    let (busy, text) = output(busy.args(["--listen", &taken]));
    assert_eq!(busy.status.code(), Some(1), "{text}");

    for arguments in [
        ["--listen", "nowhere"],
        ["--deadline", "-1"],
        ["--grace", "0"],
    ] {
        let (wrong, text) = output(command().args(arguments));
        assert_eq!(wrong.status.code(), Some(2), "{text}");
    }
}

#[test]
fn the_help_names_every_variable() {
    let (help, text) = output(command().arg("--help"));
    assert_eq!(help.status.code(), Some(0));
    for variable in [
        "SGP_API_KEY",
        "SGP_ACCOUNT_ID",
        "SGP_CLIENT_BASE_URL",
        "SPANWIRE_GATEWAY_LISTEN",
        "SPANWIRE_GATEWAY_DEADLINE",
    ] {
        assert!(text.contains(variable), "{variable}");
    }
}
