//! The builder of a client and its options.
//!
//! In: the names of a client and its builder. Out: the options of
//! [`ClientBuilder`](crate::ClientBuilder), forwarded. Must not know operations.

/// The options of tracing, where the feature is on.
#[doc(hidden)]
#[macro_export]
#[cfg(feature = "tracing")]
macro_rules! __tracing_options {
    ($name:ident) => {
        impl $name {
            /// Sets a function that writes the context of the trace (`traceparent`) into the
            /// headers of each request; it runs within the span of the call.
            #[must_use]
            pub fn propagator(
                self,
                propagator: impl Fn(&mut $crate::HeaderMap) + Send + Sync + 'static,
            ) -> Self {
                self.with(|client| client.propagator(propagator))
            }
        }
    };
}

/// Nothing, where the feature `tracing` is off.
#[doc(hidden)]
#[macro_export]
#[cfg(not(feature = "tracing"))]
macro_rules! __tracing_options {
    ($name:ident) => {};
}

/// The option of compression, where the feature is on.
#[doc(hidden)]
#[macro_export]
#[cfg(feature = "compression")]
macro_rules! __client_compression_options {
    ($name:ident) => {
        impl $name {
            /// Sets whether request bodies are compressed with gzip; they are not by default.
            #[must_use]
            #[inline]
            pub fn compress_requests(self, compress: bool) -> Self {
                self.with(|client| client.compress_requests(compress))
            }
        }
    };
}

/// Nothing, where the feature `compression` is off.
#[doc(hidden)]
#[macro_export]
#[cfg(not(feature = "compression"))]
macro_rules! __client_compression_options {
    ($name:ident) => {};
}

/// The options of a client and of its builder: structs with the one field `runtime`.
#[doc(hidden)]
#[macro_export]
macro_rules! client_options {
    ($client:ident, $name:ident) => {
        impl $client {
            /// Creates a client with other options, which shares the transport and its connections,
            /// the fetched tokens and the retry budget with this one.
            ///
            /// # Errors
            ///
            /// Those of the builder.
            pub fn with_options(
                &self,
                change: impl FnOnce($name) -> $name,
            ) -> ::core::result::Result<Self, $crate::BuildError> {
                change($name {
                    runtime: self.runtime.to_builder(),
                })
                .build()
            }
        }

        $crate::client_options!($name);
    };
    ($name:ident) => {
        impl $name {
            /// Sets an option if it has a value: `builder.maybe(limit, Self::timeout)`.
            #[must_use]
            #[inline]
            pub fn maybe<V>(
                self,
                value: ::core::option::Option<V>,
                set: impl ::core::ops::FnOnce(Self, V) -> Self,
            ) -> Self {
                match value {
                    ::core::option::Option::Some(value) => set(self, value),
                    ::core::option::Option::None => self,
                }
            }

            #[inline]
            fn with(
                self,
                change: impl FnOnce($crate::ClientBuilder) -> $crate::ClientBuilder,
            ) -> Self {
                Self {
                    runtime: change(self.runtime),
                }
            }

            /// Sets the base URL, in place of the document's.
            #[must_use]
            pub fn base_url(self, base_url: impl Into<String>) -> Self {
                self.with(|client| client.base_url(base_url))
            }

            /// Sets a header of every request.
            #[must_use]
            pub fn header(self, name: &str, value: impl Into<String>) -> Self {
                self.with(|client| client.header(name, value))
            }

            /// Adds a query parameter to every request.
            #[must_use]
            pub fn query(self, name: &str, value: impl Into<String>) -> Self {
                self.with(|client| client.query(name, value))
            }

            /// Redacts query parameters, path parameters and headers of this name in logs, traces,
            /// errors, recorded requests and `Debug`.
            #[must_use]
            pub fn redact(self, name: impl Into<String>) -> Self {
                self.with(|client| client.redact(name))
            }

            /// Sets the `User-Agent`, in place of the crate's name and version.
            #[must_use]
            pub fn user_agent(self, user_agent: impl Into<String>) -> Self {
                self.with(|client| client.user_agent(user_agent))
            }

            /// Sets the longest time that a call may take, retries and body included; 60 s by
            /// default.
            #[must_use]
            #[inline]
            pub fn timeout(self, timeout: ::core::time::Duration) -> Self {
                self.with(|client| client.timeout(timeout))
            }

            /// Disables the call timeout.
            #[must_use]
            #[inline]
            pub fn no_timeout(self) -> Self {
                self.with($crate::ClientBuilder::no_timeout)
            }

            /// Sets the longest time that one attempt may take, until its body is read or, for a
            /// stream, until the response headers arrive; by default as long as the call. One that
            /// takes longer is retried like a lost connection.
            #[must_use]
            #[inline]
            pub fn attempt_timeout(self, timeout: ::core::time::Duration) -> Self {
                self.with(|client| client.attempt_timeout(timeout))
            }

            /// Sets the longest wait for the head of a response and for each chunk of its body,
            /// unless the call says otherwise; by default as long as the call. It also applies to
            /// streams, for which no other limit does.
            #[must_use]
            #[inline]
            pub fn read_timeout(self, timeout: ::core::time::Duration) -> Self {
                self.with(|client| client.read_timeout(timeout))
            }

            /// Sets the longest time that fetching a credential may take, retries included; 60 s by
            /// default.
            #[must_use]
            #[inline]
            pub fn credential_timeout(self, timeout: ::core::time::Duration) -> Self {
                self.with(|client| client.credential_timeout(timeout))
            }

            /// Sets the longest time to connect; 10 s by default. A transport of your own has its
            /// own limit.
            #[must_use]
            #[inline]
            pub fn connect_timeout(self, timeout: ::core::time::Duration) -> Self {
                self.with(|client| client.connect_timeout(timeout))
            }

            /// Sets how often a request may be retried; twice by default.
            #[must_use]
            #[inline]
            pub fn max_retries(self, max_retries: u32) -> Self {
                self.with(|client| client.max_retries(max_retries))
            }

            /// Sets the longest wait that a server may ask for, unless the call says otherwise; 60
            /// s by default. Where it asks for a longer one, the call fails.
            #[must_use]
            #[inline]
            pub fn max_retry_after(self, longest: ::core::time::Duration) -> Self {
                self.with(|client| client.max_retry_after(longest))
            }

            /// Sets which statuses are retried, unless the call says otherwise; by default 408,
            /// 425, 429 and those from 500 on that may pass.
            #[must_use]
            pub fn retry_statuses(
                self,
                statuses: impl ::core::iter::IntoIterator<Item = u16>,
            ) -> Self {
                self.with(|client| client.retry_statuses(statuses))
            }

            /// Sets a function that decides whether a failed attempt is retried, where a retry is
            /// safe.
            #[must_use]
            pub fn retry_if(
                self,
                decide: impl Fn(&$crate::Attempt<'_>) -> bool + $crate::transport::Shared + 'static,
            ) -> Self {
                self.with(|client| client.retry_if(decide))
            }

            /// Sets the retry budget: how many retries the client can have saved up; 100 by
            /// default. Each retry takes one, and each successful request returns a tenth of one.
            #[must_use]
            #[inline]
            pub fn retry_budget(self, retries: u32) -> Self {
                self.with(|client| client.retry_budget(retries))
            }

            /// Disables the retry budget.
            #[must_use]
            #[inline]
            pub fn no_retry_budget(self) -> Self {
                self.with($crate::ClientBuilder::no_retry_budget)
            }

            /// Sets the header in which every `POST` carries an idempotency key: a random one for
            /// each call, the same in each attempt, so that a retry is safe.
            #[must_use]
            #[inline]
            pub fn idempotency_header(self, name: &str) -> Self {
                self.with(|client| client.idempotency_header(name))
            }

            /// Sets the largest size of a response; 64 MiB by default.
            #[must_use]
            #[inline]
            pub fn max_response_bytes(self, bytes: usize) -> Self {
                self.with(|client| client.max_response_bytes(bytes))
            }

            /// Sets the transport that sends the requests.
            #[must_use]
            pub fn transport(self, transport: impl $crate::Transport + 'static) -> Self {
                self.with(|client| client.transport(transport))
            }

            /// Wraps the transport that is set so far, or else the default one: each request passes
            /// through what `wrap` returns.
            #[must_use]
            pub fn wrap_transport<T: $crate::Transport + 'static>(
                self,
                wrap: impl ::core::ops::FnOnce(::std::sync::Arc<dyn $crate::Transport>) -> T,
            ) -> Self {
                self.with(|client| client.wrap_transport(wrap))
            }

            /// Opens separate connections for a client that is derived from another one, unless a
            /// transport was set, which they share.
            #[must_use]
            #[inline]
            pub fn own_connections(self) -> Self {
                self.with($crate::ClientBuilder::own_connections)
            }

            /// Sets what signs each request, right before the transport gets it.
            #[must_use]
            pub fn sign(self, signer: impl $crate::Signer) -> Self {
                self.with(|client| client.sign(signer))
            }
        }

        $crate::__tracing_options!($name);
        $crate::__client_compression_options!($name);
    };
}
