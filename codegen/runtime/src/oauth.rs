//! OAuth 2 tokens by client credentials or a refresh token (RFC 6749, 4.4 and 6).
//!
//! In: what the authorization server knows the client by. Out: tokens, or an error with none
//! of the secrets. The request goes through the client's own transport. Must not know operations.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, USER_AGENT};
use http::{Method, Uri};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

use crate::client::ClientBuilder;
use crate::codec::{decode, encode_base64, visible};
use crate::error::{TokenError, is_transient};
use crate::params::{encode_component, push_pairs};
use crate::policy::auth::credential::is_blank;
use crate::policy::auth::{AccessToken, TokenProvider, TokenRequest};
use crate::policy::prepared_request::PreparedRequest;
use crate::policy::retry::{self, FailedAttempt};
use crate::redact::RequestRedaction;
use crate::send::{RawResponse, ReadAs, follow};
use crate::transport::{BoxFuture, Content};

/// How large the response with a token may be.
const LIMIT: usize = 1024 * 1024;

type Listener = Box<dyn Fn(&SecretString) + Send + Sync>;

/// Fetches OAuth 2 tokens from the token URL of the document.
///
/// ```
/// use specwright_runtime::OAuth2;
///
/// let provider = OAuth2::client_credentials("id", "secret")
///     .scopes(["spans:read", "spans:write"])
///     .parameter("audience", "https://api.example.com");
/// ```
#[must_use = "a provider is given to the builder of a client"]
pub struct OAuth2 {
    id: String,
    secret: Option<SecretString>,
    /// `None` for client credentials. A server may return a new one with each token.
    refresh_token: Option<Mutex<SecretString>>,
    scopes: String,
    parameters: Vec<(String, SecretString)>,
    url: Option<String>,
    in_body: bool,
    listener: Option<Listener>,
}

impl fmt::Debug for OAuth2 {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("OAuth2")
            .field("grant", &self.grant())
            .finish_non_exhaustive()
    }
}

impl OAuth2 {
    fn new(id: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            secret: None,
            refresh_token: None,
            scopes: String::new(),
            parameters: Vec::new(),
            url: None,
            in_body: false,
            listener: None,
        }
    }

    /// Tokens for the program itself.
    pub fn client_credentials(id: impl Into<String>, secret: impl Into<SecretString>) -> Self {
        Self::new(id).secret(secret)
    }

    /// Tokens for a user who has agreed before.
    pub fn refresh_token(id: impl Into<String>, refresh_token: impl Into<SecretString>) -> Self {
        Self {
            refresh_token: Some(Mutex::new(refresh_token.into())),
            ..Self::new(id)
        }
    }

    /// Sets the client's secret, which a refresh token may need, too.
    pub fn secret(mut self, secret: impl Into<SecretString>) -> Self {
        self.secret = Some(secret.into());
        self
    }

    /// Sends id and secret in the body, for servers that don't take them in `Authorization`.
    pub fn secret_in_body(mut self) -> Self {
        self.in_body = true;
        self
    }

    /// Adds scopes (RFC 6749, 3.3). Without any, the server chooses those of the token.
    pub fn scopes<S: AsRef<str>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        for scope in scopes {
            if !self.scopes.is_empty() {
                self.scopes.push(' ');
            }
            self.scopes.push_str(scope.as_ref());
        }
        self
    }

    /// Adds a parameter to the token request, such as `audience` or `resource`.
    pub fn parameter(mut self, name: &str, value: impl Into<SecretString>) -> Self {
        self.parameters.push((name.to_owned(), value.into()));
        self
    }

    /// Sets the token URL, in place of the document's.
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }

    /// Calls `listener` with each new refresh token, so that the program can store it: the server
    /// may have invalidated the previous one.
    pub fn on_refresh_token(
        mut self,
        listener: impl Fn(&SecretString) + Send + Sync + 'static,
    ) -> Self {
        self.listener = Some(Box::new(listener));
        self
    }

    fn grant(&self) -> &'static str {
        match self.refresh_token {
            Some(_) => "refresh_token",
            None => "client_credentials",
        }
    }

    fn current(&self) -> Option<MutexGuard<'_, SecretString>> {
        let token = self.refresh_token.as_ref()?;
        Some(token.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn uri(&self, request: TokenRequest<'_>) -> Result<Uri, TokenError> {
        let found = match &self.url {
            Some(url) => request.resolve(url),
            None if self.refresh_token.is_some() => request.refresh_url(),
            None => request.token_url(),
        };
        found.ok_or_else(|| TokenError::new("the token URL is unknown; set it by `token_url`"))
    }

    /// The request for a token.
    fn prepared(&self, request: TokenRequest<'_>) -> Result<Arc<PreparedRequest>, TokenError> {
        self.check()?;
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        let media_type = HeaderValue::from_static("application/x-www-form-urlencoded");
        headers.insert(CONTENT_TYPE, media_type);
        if let Some(name) = &request.origin.user_agent {
            headers.insert(USER_AGENT, name.clone());
        }
        let mut body = String::new();
        let mut add = |name: &str, value: &str| {
            let pair = (name.to_owned(), encode_component(value));
            push_pairs(&mut body, vec![pair], encode_component);
        };
        add("grant_type", self.grant());
        if let Some(token) = self.current() {
            add("refresh_token", token.expose_secret());
        }
        if !self.scopes.is_empty() {
            add("scope", &self.scopes);
        }
        for (name, value) in &self.parameters {
            add(name, value.expose_secret());
        }
        match &self.secret {
            Some(secret) if !self.in_body => {
                let secret = encode_component(secret.expose_secret());
                let login = format!("{}:{secret}", encode_component(&self.id));
                let value = format!("Basic {}", encode_base64(login.as_bytes()));
                let mut value = HeaderValue::from_str(&value)
                    .map_err(|_| TokenError::new("the client's id is not a valid header value"))?;
                value.set_sensitive(true);
                headers.insert(AUTHORIZATION, value);
            }
            secret => {
                add("client_id", &self.id);
                if let Some(secret) = secret {
                    add("client_secret", secret.expose_secret());
                }
            }
        }
        Ok(Arc::new(PreparedRequest {
            method: Method::POST,
            uri: self.uri(request)?,
            headers,
            body: Some(Content::Bytes(body.into())),
            redaction: RequestRedaction::default(),
        }))
    }

    async fn ask(&self, request: TokenRequest<'_>) -> Result<AccessToken, TokenError> {
        let prepared = self.prepared(request)?;
        // A refresh token may be used up by a lost response.
        let repeatable = self.refresh_token.is_none();
        let mut attempt = 0_u32;
        loop {
            attempt = attempt.saturating_add(1);
            let result = follow(
                request.transport(),
                Arc::clone(&prepared),
                &ReadAs::whole(LIMIT),
            )
            .await;
            let failed = match &result {
                Ok(response) if response.status.is_success() => return self.read(response),
                Ok(response) => response.failed(),
                Err(error) => FailedAttempt::Transport(error),
            };
            let delay = retry::delay(&prepared.method, repeatable, attempt, failed)
                .filter(|_| attempt <= request.origin.max_retries)
                .filter(|(_, is_free)| *is_free || request.origin.pays_for_retry());
            let Some((delay, _)) = delay else {
                return match result {
                    Ok(response) => Err(self.refused(&response)),
                    Err(error) if error.is_timeout() => Err(TokenError::timeout(error.to_string())),
                    Err(error) if error.is_transient() => {
                        Err(TokenError::transient(error.to_string()))
                    }
                    Err(error) => Err(TokenError::new(error.to_string())),
                };
            };
            request.transport().sleep(delay).await;
        }
    }

    /// The token of a response (RFC 6749, 5.1).
    fn read(&self, response: &RawResponse) -> Result<AccessToken, TokenError> {
        let body: Value = decode(&response.bytes())
            .map_err(|_| TokenError::new("the response of the token endpoint is not valid JSON"))?;
        let Some(token) = body.get("access_token").and_then(Value::as_str) else {
            return Err(self.refused(response));
        };
        let kind = body.get("token_type").and_then(Value::as_str);
        // These need a proof with each request; any other name has turned out to mean a bearer's.
        if let Some(kind @ ("mac" | "MAC" | "dpop" | "DPoP" | "pop" | "PoP")) = kind {
            return Err(TokenError::new(format!(
                "the token endpoint returned a token of the type `{kind}`, which can't be sent"
            )));
        }
        if let Some(new) = body.get("refresh_token").and_then(Value::as_str)
            && let Some(mut current) = self.current()
            && current.expose_secret() != new
        {
            *current = SecretString::from(new);
            let new = current.clone();
            drop(current);
            if let Some(listener) = &self.listener {
                listener(&new);
            }
        }
        let token = AccessToken::new(token);
        let lifetime = body.get("expires_in").and_then(seconds);
        Ok(match lifetime {
            Some(lifetime) => token.expires_in(lifetime),
            None => token,
        })
    }

    /// What the token endpoint says is wrong (RFC 6749, 5.2).
    fn refused(&self, response: &RawResponse) -> TokenError {
        let body: Value = decode(&response.bytes()).unwrap_or_default();
        let text = |name: &str| {
            let text = body.get(name)?.as_str()?;
            (!text.is_empty() && !self.is_in(text)).then(|| {
                let short: String = text.chars().take(200).collect();
                visible(&short)
            })
        };
        let code = text("error");
        let mut message = format!("the token endpoint responded with {}", response.status);
        for part in code.clone().into_iter().chain(text("error_description")) {
            message = format!("{message}: {part}");
        }
        if response.status.is_success() && code.is_none() {
            message.push_str(" without a token");
        }
        let error = if is_transient(response.status) {
            TokenError::transient(message)
        } else {
            TokenError::new(message)
        };
        error.with_code(code)
    }

    /// Whether a text repeats a secret that was sent.
    fn is_in(&self, text: &str) -> bool {
        let contains = |secret: &SecretString| {
            let secret = secret.expose_secret();
            !secret.is_empty() && text.contains(secret)
        };
        self.secret.as_ref().is_some_and(contains)
            || self.current().is_some_and(|token| contains(&token))
            || self.parameters.iter().any(|(_, value)| contains(value))
    }
}

/// OAuth 2.
impl ClientBuilder {
    /// Fetches tokens by client credentials; [`OAuth2`] has what can be set besides.
    pub fn client_credentials(
        self,
        scheme: &str,
        id: impl Into<String>,
        secret: impl Into<SecretString>,
    ) -> Self {
        self.token_provider(scheme, OAuth2::client_credentials(id, secret))
    }

    /// Fetches tokens by a refresh token; [`OAuth2`] has what can be set besides.
    pub fn refresh_token(
        self,
        scheme: &str,
        id: impl Into<String>,
        refresh_token: impl Into<SecretString>,
    ) -> Self {
        self.token_provider(scheme, OAuth2::refresh_token(id, refresh_token))
    }
}

impl TokenProvider for OAuth2 {
    fn fetch<'a>(
        &'a self,
        request: TokenRequest<'a>,
    ) -> BoxFuture<'a, Result<AccessToken, TokenError>> {
        Box::pin(self.ask(request))
    }

    /// Refuses an id, a secret or a refresh token that is empty.
    fn check(&self) -> Result<(), TokenError> {
        let blank = |secret: &SecretString| is_blank(secret.expose_secret());
        let is_program = self.refresh_token.is_none();
        let what = if is_blank(&self.id) {
            "id"
        } else if self.current().is_some_and(|token| blank(&token)) {
            "refresh token"
        } else if is_program && self.secret.as_ref().is_some_and(blank) {
            "secret"
        } else {
            return Ok(());
        };
        Err(TokenError::new(format!(
            "the {what} given to `{}` is empty",
            self.grant()
        )))
    }
}

/// A number of seconds, which some servers write as a text.
fn seconds(value: &Value) -> Option<Duration> {
    let number = match value {
        Value::String(text) => text.trim().parse().ok()?,
        value => value.as_f64()?,
    };
    // A negative lifetime counts as zero, and one that exceeds `Duration` as the longest one.
    let number: f64 = if number > 0.0 { number } else { 0.0 };
    Some(Duration::try_from_secs_f64(number).unwrap_or(Duration::MAX))
}
