//! The retry settings of a client or call.
//!
//! In: settings of a client and of a call. Out: which of them apply. Must not know how requests are
//! sent.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

use super::Attempt;
use crate::error::is_transient;

/// Decides whether a failed attempt is followed by another one.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) type Decide = Arc<dyn Fn(&Attempt<'_>) -> bool + Send + Sync>;
/// Decides whether a failed attempt is followed by another one.
#[cfg(target_arch = "wasm32")]
pub(crate) type Decide = Arc<dyn Fn(&Attempt<'_>) -> bool>;

/// The longest wait that a server may ask for, unless the user sets another one.
const LONGEST: Duration = Duration::from_secs(60);

/// What is set of retries beside their number, of a client or of a call.
#[derive(Clone, Default)]
pub(crate) struct Policy {
    pub(crate) statuses: Option<Arc<[StatusCode]>>,
    pub(crate) decide: Option<Decide>,
    pub(crate) max_retry_after: Option<Duration>,
}

impl Policy {
    /// Sets which statuses are retried.
    ///
    /// # Errors
    ///
    /// One is not a status, or a success.
    pub(crate) fn set_statuses(
        &mut self,
        statuses: impl IntoIterator<Item = u16>,
    ) -> Result<(), String> {
        let status = |code: u16| match StatusCode::from_u16(code) {
            Ok(status) if !status.is_success() => Ok(status),
            Ok(_) => Err(format!(
                "{code} is a success, so `retry_statuses` can't have it"
            )),
            Err(_) => Err(format!(
                "{code} is not a status, so `retry_statuses` can't have it"
            )),
        };
        self.statuses = Some(statuses.into_iter().map(status).collect::<Result<_, _>>()?);
        Ok(())
    }

    /// The policy of a call whose client has this one.
    pub(crate) fn or<'a>(&'a self, client: &'a Self) -> Effective<'a> {
        Effective {
            statuses: self.statuses.as_deref().or(client.statuses.as_deref()),
            decide: self.decide.as_ref().or(client.decide.as_ref()),
            max_retry_after: self
                .max_retry_after
                .or(client.max_retry_after)
                .unwrap_or(LONGEST),
        }
    }
}

impl fmt::Debug for Policy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Policy")
            .field("statuses", &self.statuses)
            .field("max_retry_after", &self.max_retry_after)
            .finish_non_exhaustive()
    }
}

/// The policy of a call.
pub(crate) struct Effective<'a> {
    statuses: Option<&'a [StatusCode]>,
    pub(super) decide: Option<&'a Decide>,
    pub(super) max_retry_after: Duration,
}

impl Effective<'_> {
    /// Whether a response with that status is asked for again.
    pub(super) fn retries(&self, status: StatusCode) -> bool {
        match self.statuses {
            Some(statuses) => statuses.contains(&status),
            None => is_transient(status),
        }
    }
}
