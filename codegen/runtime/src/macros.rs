//! What generated builders have in common, as macros.
//!
//! In: the name of a generated type. Out: its options, forwarded to the runtime, so that an option
//! more needs no other generated code. Must not know operations.

/// One of several bodies, by the status of the answer: statuses, a variant for each, and its body unless there
/// is none. A body is JSON, or what stands behind `as`.
#[doc(hidden)]
#[macro_export]
macro_rules! by_status {
    (
        $(#[$attribute:meta])*
        pub enum $name:ident {
            $($(#[$docs:meta])* $statuses:pat => $variant:ident $(($body:ty) $(as $read:ident)?)?,)+
        }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$docs])* $variant $(($body))?,)+
        }

        impl<'de> $crate::__serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::codec::by_status(deserializer)
            }
        }

        impl $crate::codec::ByStatus for $name {
            fn read(
                status: u16,
                body: $crate::codec::Body<'_>,
            ) -> ::core::result::Result<Self, $crate::DecodeError> {
                #[allow(unreachable_patterns, reason = "the document may have a body for all others")]
                match status {
                    $($statuses => $crate::by_status!(@ body $name $variant $($body $(, $read)?)?),)+
                    _ => body.unexpected(),
                }
            }
        }
    };
    (@ $from:ident $name:ident $variant:ident) => {
        ::core::result::Result::Ok($name::$variant)
    };
    (@ $from:ident $name:ident $variant:ident $body:ty) => {
        $from.json($name::$variant)
    };
    (@ $from:ident $name:ident $variant:ident $body:ty, $read:ident) => {
        $from.$read($name::$variant)
    };
}

/// A request builder and its options.
#[doc(hidden)]
#[macro_export]
macro_rules! call {
    ($(#[$docs:meta])* pub struct $name:ident($call:ident<$answer:ty, $error:ty>);) => {
        $(#[$docs])*
        #[derive(Debug)]
        #[must_use = "a call is sent when it is awaited"]
        pub struct $name {
            call: $call<$answer, $error>,
        }

        $crate::call_options!($name, $answer, $error);
    };
}

/// The options of a request builder: a struct with the one field `call`.
#[doc(hidden)]
#[macro_export]
macro_rules! call_options {
    ($name:ident, $answer:ty, $error:ty) => {
        impl $name {
            pub(crate) fn new(call: $crate::Call<$answer, $error>) -> Self {
                Self { call }
            }

            #[inline]
            fn with(
                self,
                change: impl FnOnce($crate::Call<$answer, $error>) -> $crate::Call<$answer, $error>,
            ) -> Self {
                Self {
                    call: change(self.call),
                }
            }

            /// Gives up when the whole call, retries and body included, takes longer.
            pub fn timeout(self, timeout: ::core::time::Duration) -> Self {
                self.with(|call| call.timeout(timeout))
            }

            /// Waits as long as it takes.
            pub fn no_timeout(self) -> Self {
                self.with($crate::Call::no_timeout)
            }

            /// How often the request may be sent again.
            pub fn max_retries(self, max_retries: u32) -> Self {
                self.with(|call| call.max_retries(max_retries))
            }

            /// Sets a header.
            pub fn header(self, name: &str, value: impl $crate::__serde::Serialize) -> Self {
                self.with(|call| call.header(name, value))
            }

            /// Adds a query parameter.
            pub fn query(self, name: &str, value: impl $crate::__serde::Serialize) -> Self {
                self.with(|call| call.query(name, value))
            }

            /// Asks for an answer of that media type, of those that are decoded alike.
            pub fn accept(self, media_type: &str) -> Self {
                self.with(|call| call.accept(media_type))
            }

            /// Asks for an answer of another media type, as text.
            pub fn accept_text(self, media_type: &str) -> $crate::Call<String, $error> {
                self.call.accept_text(media_type)
            }

            /// Asks for an answer of another media type, as bytes.
            pub fn accept_bytes(self, media_type: &str) -> $crate::Call<$crate::Bytes, $error> {
                self.call.accept_bytes(media_type)
            }

            /// Sends the body under another media type, of those that the operation takes.
            pub fn content_type(self, media_type: &str) -> Self {
                self.with(|call| call.content_type(media_type))
            }

            /// Sends the request to another server.
            pub fn base_url(self, base_url: impl AsRef<str>) -> Self {
                self.with(|call| call.base_url(base_url))
            }

            /// Sends a key by which the server knows a repeated request, so that it may be
            /// repeated.
            pub fn idempotency_key(self, key: impl AsRef<str>) -> Self {
                self.with(|call| call.idempotency_key(key))
            }

            /// Sends the request; the answer has status, headers and body.
            pub fn send(self) -> $crate::SendFuture<$answer, $error> {
                self.call.send()
            }
        }

        $crate::__blocking_options!($name, $answer, $error);

        impl ::core::convert::From<$name> for $crate::Call<$answer, $error> {
            fn from(request: $name) -> Self {
                request.call
            }
        }

        impl ::core::future::IntoFuture for $name {
            type Output = ::core::result::Result<$answer, $crate::Error<$error>>;
            type IntoFuture = $crate::CallFuture<$answer, $error>;

            fn into_future(self) -> Self::IntoFuture {
                ::core::future::IntoFuture::into_future(self.call)
            }
        }
    };
}

/// Waiting instead of awaiting, where the feature `blocking` is on. A macro of its own, since a
/// `cfg` within a macro would ask for a feature of the crate that uses it.
#[doc(hidden)]
#[macro_export]
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
macro_rules! __blocking_options {
    ($name:ident, $answer:ty, $error:ty) => {
        impl $name {
            /// Sends the request and waits for the answer, in a program without an async runtime.
            ///
            /// # Errors
            ///
            /// Those of the call; also when called within a tokio runtime.
            pub fn blocking(self) -> ::core::result::Result<$answer, $crate::Error<$error>> {
                self.call.blocking()
            }

            /// The same; the answer has status, headers and body.
            ///
            /// # Errors
            ///
            /// Those of the call; also when called within a tokio runtime.
            pub fn blocking_send(
                self,
            ) -> ::core::result::Result<$crate::Response<$answer>, $crate::Error<$error>> {
                self.call.blocking_send()
            }
        }
    };
}

/// Nothing, where the feature `blocking` is off.
#[doc(hidden)]
#[macro_export]
#[cfg(not(all(feature = "blocking", not(target_arch = "wasm32"))))]
macro_rules! __blocking_options {
    ($name:ident, $answer:ty, $error:ty) => {};
}

/// The options of tracing, where the feature is on.
#[doc(hidden)]
#[macro_export]
#[cfg(feature = "tracing")]
macro_rules! __tracing_options {
    ($name:ident) => {
        impl $name {
            /// What puts the context of the trace (`traceparent`) into the headers of each request;
            /// it runs within the span of the call.
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

/// The options of a client's builder: a struct with the one field `runtime`.
#[doc(hidden)]
#[macro_export]
macro_rules! client_options {
    ($name:ident) => {
        impl $name {
            #[inline]
            fn with(
                self,
                change: impl FnOnce($crate::ClientBuilder) -> $crate::ClientBuilder,
            ) -> Self {
                Self {
                    runtime: change(self.runtime),
                }
            }

            /// The server's address, in place of the document's.
            #[must_use]
            pub fn base_url(self, base_url: impl Into<String>) -> Self {
                self.with(|client| client.base_url(base_url))
            }

            /// A header that every request has.
            #[must_use]
            pub fn header(self, name: &str, value: impl Into<String>) -> Self {
                self.with(|client| client.header(name, value))
            }

            /// What the client calls itself, in place of its name and version.
            #[must_use]
            pub fn user_agent(self, user_agent: impl Into<String>) -> Self {
                self.with(|client| client.user_agent(user_agent))
            }

            /// How long a call may take, retries and body included, unless it says otherwise: 60 s.
            #[must_use]
            pub fn timeout(self, timeout: ::core::time::Duration) -> Self {
                self.with(|client| client.timeout(timeout))
            }

            /// Lets calls take as long as they do.
            #[must_use]
            pub fn no_timeout(self) -> Self {
                self.with($crate::ClientBuilder::no_timeout)
            }

            /// How often a request may be sent again, unless the call says otherwise: 2.
            #[must_use]
            pub fn max_retries(self, max_retries: u32) -> Self {
                self.with(|client| client.max_retries(max_retries))
            }

            /// How large an answer may be: 64 MiB.
            #[must_use]
            pub fn max_response_bytes(self, bytes: usize) -> Self {
                self.with(|client| client.max_response_bytes(bytes))
            }

            /// What carries the requests.
            #[must_use]
            pub fn transport(self, transport: impl $crate::Transport + 'static) -> Self {
                self.with(|client| client.transport(transport))
            }
        }

        $crate::__tracing_options!($name);
    };
}
