//! When a credential is fetched again, by a clock that the tests move.

use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering};

use secrecy::ExposeSecret;

use super::*;
use crate::testing::{Server, block_on};
use crate::transport::Transport;

const SCHEME: SecurityScheme = SecurityScheme::bearer("bearer");

thread_local! {
    /// Seconds since the beginning of a test.
    static NOW: Cell<i64> = const { Cell::new(0) };
}

fn clock() -> Timestamp {
    Timestamp::from_second(1_000_000 + NOW.get()).unwrap()
}

/// What a provider does next.
#[derive(Clone, Copy)]
enum Next {
    Gives(Duration),
    Fails,
    Hangs,
}

/// Tokens `t1`, `t2`, … of a provider that does one thing after the other, and how often it was
/// asked.
fn tokens(steps: &'static [Next]) -> (Arc<Tokens>, Arc<AtomicUsize>) {
    NOW.set(0);
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let provider = move || {
        let number = count.fetch_add(1, Ordering::SeqCst) + 1;
        let step = steps.get(number - 1).copied().unwrap_or(Next::Hangs);
        async move {
            match step {
                Next::Gives(lifetime) => {
                    Ok(AccessToken::new(format!("t{number}")).expires_in(lifetime))
                }
                Next::Fails => Err(TokenError::transient(format!("failure {number}"))),
                Next::Hangs => std::future::pending().await,
            }
        }
    };
    let tokens = Tokens {
        clock,
        ..Tokens::new(provider)
    };
    (Arc::new(tokens), asked)
}

fn origin(server: &Server) -> Origin {
    let transport: Arc<dyn Transport> = Arc::new(server.transport());
    Origin {
        transport,
        base_url: "https://api.example.com".to_owned(),
        user_agent: None,
        max_retries: 0,
        budget: None,
        limit: Duration::from_secs(60),
    }
}

async fn found(tokens: &Arc<Tokens>, refused: Option<&Token>) -> Result<Token, TokenError> {
    let server = Server::new();
    tokens.get(&SCHEME, || origin(&server), refused).await
}

/// The token that a call gets at that second, or why it gets none.
fn at(second: i64, tokens: &Arc<Tokens>) -> String {
    NOW.set(second);
    match block_on(found(tokens, None)) {
        Ok(token) => text(&token),
        Err(error) => error.to_string(),
    }
}

fn text(token: &Token) -> String {
    match &token.credential {
        Credential::Key(key) => key.expose_secret().to_owned(),
        Credential::Login(user, _) => user.clone(),
    }
}

const HOUR: Duration = Duration::from_secs(3600);

#[test]
fn a_token_is_replaced_shortly_before_it_expires() {
    let (tokens, asked) = tokens(&[Next::Gives(HOUR), Next::Gives(HOUR)]);
    assert_eq!(
        (at(0, &tokens), at(3569, &tokens)),
        ("t1".into(), "t1".into())
    );
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    assert_eq!(at(3570, &tokens), "t2");
    assert_eq!(asked.load(Ordering::SeqCst), 2);
}

#[test]
fn a_failing_refresh_fails_no_call_with_a_valid_token() {
    let steps = &[
        Next::Gives(HOUR),
        Next::Fails,
        Next::Fails,
        Next::Gives(HOUR),
    ];
    let (tokens, asked) = tokens(steps);
    at(0, &tokens);
    // Tried at the beginning of the last thirty seconds, then when half of what is left has passed.
    for (second, times) in [(3570, 2), (3571, 2), (3584, 2), (3586, 3), (3587, 3)] {
        assert_eq!(at(second, &tokens), "t1", "{second}");
        assert_eq!(asked.load(Ordering::SeqCst), times, "{second}");
    }
    assert_eq!(at(3600, &tokens), "t4");
}

#[test]
fn a_failing_refresh_of_a_token_that_has_expired_is_an_error() {
    let (tokens, _) = tokens(&[Next::Gives(HOUR), Next::Fails, Next::Gives(HOUR)]);
    at(0, &tokens);
    assert_eq!(at(3600, &tokens), "failure 2");
    assert_eq!(at(3600, &tokens), "t3");
}

#[test]
fn a_hanging_refresh_blocks_no_call_with_a_valid_token() {
    let (tokens, asked) = tokens(&[Next::Gives(HOUR), Next::Hangs, Next::Gives(HOUR)]);
    at(0, &tokens);
    assert_eq!(
        (at(3575, &tokens), at(3599, &tokens)),
        ("t1".into(), "t1".into())
    );
    assert_eq!(asked.load(Ordering::SeqCst), 2);
    // The first call that needs another token waits until the fetch has taken too long.
    assert_eq!(at(3600, &tokens), "nothing was fetched within 60s");
    assert_eq!(at(3600, &tokens), "t3");
}

#[test]
fn a_refused_token_is_not_sent_again() {
    let (tokens, _) = tokens(&[Next::Gives(HOUR), Next::Fails, Next::Gives(HOUR)]);
    NOW.set(0);
    let first = block_on(found(&tokens, None)).unwrap();
    let error = block_on(found(&tokens, Some(&first))).err().unwrap();
    assert_eq!(error.to_string(), "failure 2");
    assert_eq!(at(1, &tokens), "t3");
    // Who was refused the first one as well takes what is there.
    let token = block_on(found(&tokens, Some(&first))).unwrap();
    assert_eq!(text(&token), "t3");
}

#[test]
fn a_fetch_that_panics_leaves_the_next_one_to_others() {
    let asked = AtomicUsize::new(0);
    let tokens = Arc::new(Tokens::new(move || {
        let number = asked.fetch_add(1, Ordering::SeqCst);
        async move {
            assert!(number > 0, "a fault of the provider");
            Ok(AccessToken::new("t"))
        }
    }));
    let first = Arc::clone(&tokens);
    let panicked = std::thread::spawn(move || block_on(found(&first, None)).is_ok());
    assert!(panicked.join().is_err());
    assert_eq!(text(&block_on(found(&tokens, None)).unwrap()), "t");
}
