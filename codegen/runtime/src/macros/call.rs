//! Builders of calls and their options.
//!
//! In: the name of a builder and the type its call returns. Out: the options of
//! [`Call`](crate::Call), forwarded. Must not know operations.

/// The pages of a request builder and their items: the type of an item, and how pages follow one
/// another.
#[doc(hidden)]
#[macro_export]
macro_rules! call_pages {
    ($name:ident, $output:ty, $error:ty, $item:ty, $($paging:tt)+) => {
        /// All pages of the list.
        impl $name {
            const PAGING: $crate::Paging = $crate::Paging::$($paging)+;

            /// Returns the pages, one request each, starting with the one that this call asks for.
            #[inline]
            pub fn pages(self) -> $crate::Pages<$output, $error> {
                self.call.pages(Self::PAGING)
            }

            /// Returns the items of all pages, starting with the page that this call asks for.
            #[inline]
            pub fn items(self) -> $crate::Items<$item, $error> {
                self.call.items(Self::PAGING)
            }
        }
    };
}

/// The options of a request builder: a struct with the one field `call`.
#[doc(hidden)]
#[macro_export]
macro_rules! call_options {
    ($name:ident, $output:ty, $error:ty) => {
        /// The options of every call, those of [`Call`](specwright_runtime::Call).
        impl $name {
            #[inline]
            pub(crate) fn new(call: $crate::Call<$output, $error>) -> Self {
                Self { call }
            }

            /// Sets an option if it has a value: `call.maybe(limit, |call, limit|
            /// call.limit(limit))`.
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

            /// Sets the longest time that the whole call may take, retries and body included.
            #[inline]
            pub fn timeout(self, timeout: ::core::time::Duration) -> Self {
                Self::new(self.call.timeout(timeout))
            }

            /// Disables the timeout of the call.
            #[inline]
            pub fn no_timeout(self) -> Self {
                Self::new(self.call.no_timeout())
            }

            /// Sets the longest time that one attempt may take, until its body is read or, for a
            /// stream, until the response headers arrive. One that takes longer is retried like a
            /// lost connection.
            #[inline]
            pub fn attempt_timeout(self, timeout: ::core::time::Duration) -> Self {
                Self::new(self.call.attempt_timeout(timeout))
            }

            /// Disables the timeout of an attempt, which may then take as long as the call.
            #[inline]
            pub fn no_attempt_timeout(self) -> Self {
                Self::new(self.call.no_attempt_timeout())
            }

            /// Sets the longest wait for the head of the response and for each chunk of its body.
            #[inline]
            pub fn read_timeout(self, timeout: ::core::time::Duration) -> Self {
                Self::new(self.call.read_timeout(timeout))
            }

            /// Disables the limit on the wait for the head of the response and for each chunk of
            /// its body.
            #[inline]
            pub fn no_read_timeout(self) -> Self {
                Self::new(self.call.no_read_timeout())
            }

            /// Sets how often the request may be retried.
            #[inline]
            pub fn max_retries(self, max_retries: u32) -> Self {
                Self::new(self.call.max_retries(max_retries))
            }

            /// Sets the longest wait that the server may ask for; where it asks for a longer one,
            /// the call fails.
            #[inline]
            pub fn max_retry_after(self, longest: ::core::time::Duration) -> Self {
                Self::new(self.call.max_retry_after(longest))
            }

            /// Sets which statuses are retried.
            pub fn retry_statuses(
                self,
                statuses: impl ::core::iter::IntoIterator<Item = u16>,
            ) -> Self {
                Self::new(self.call.retry_statuses(statuses))
            }

            /// Sets a function that decides whether a failed attempt is retried, where a retry is
            /// safe.
            pub fn retry_if(
                self,
                decide: impl Fn(&$crate::Attempt<'_>) -> bool + $crate::transport::Shared + 'static,
            ) -> Self {
                Self::new(self.call.retry_if(decide))
            }

            /// Sets a header.
            pub fn header(self, name: &str, value: impl $crate::__serde::Serialize) -> Self {
                Self::new(self.call.header(name, value))
            }

            /// Adds a query parameter.
            pub fn query(self, name: &str, value: impl $crate::__serde::Serialize) -> Self {
                Self::new(self.call.query(name, value))
            }

            /// Accepts a response of this media type, one of those that are decoded alike.
            #[inline]
            pub fn accept(self, media_type: &str) -> Self {
                Self::new(self.call.accept(media_type))
            }

            /// Accepts a response of another media type, read as JSON of another type.
            #[inline]
            pub fn accept_json<U: $crate::FromBody>(
                self,
                media_type: &str,
            ) -> $crate::Call<U, $error> {
                self.call.accept_json(media_type)
            }

            /// Accepts a response of another media type, read as text.
            #[inline]
            pub fn accept_text(self, media_type: &str) -> $crate::Call<String, $error> {
                self.call.accept_text(media_type)
            }

            /// Accepts a response of another media type, read as bytes.
            #[inline]
            pub fn accept_bytes(self, media_type: &str) -> $crate::Call<$crate::Bytes, $error> {
                self.call.accept_bytes(media_type)
            }

            /// Accepts a response of server-sent events.
            #[inline]
            pub fn accept_events<U: $crate::FromBody>(
                self,
            ) -> $crate::Call<$crate::EventStream<U, $error>, $error> {
                self.call.accept_events()
            }

            /// Accepts a response of JSON lines, or of records (RFC 7464).
            #[inline]
            pub fn accept_lines<U: $crate::FromBody>(
                self,
                media_type: &str,
            ) -> $crate::Call<$crate::EventStream<U, $error>, $error> {
                self.call.accept_lines(media_type)
            }

            /// Keeps the bytes of the response as well as the decoded value: see
            /// `Response::raw_body`.
            #[inline]
            pub fn keep_raw_body(self) -> Self {
                Self::new(self.call.keep_raw_body())
            }

            /// Reads a successful response as if its `Content-Type` were this one.
            #[inline]
            pub fn assume_content_type(self, media_type: &str) -> Self {
                Self::new(self.call.assume_content_type(media_type))
            }

            /// Reads the response as a stream of bytes, whatever its media type.
            #[inline]
            pub fn bytes_stream(self) -> $crate::Call<$crate::ByteStream, $error> {
                self.call.bytes_stream()
            }

            /// Reports how much of the body has been handed to the transport, in each attempt.
            pub fn on_upload(
                self,
                report: impl Fn($crate::Progress) + $crate::transport::Shared + 'static,
            ) -> Self {
                Self::new(self.call.on_upload(report))
            }

            /// Sends the body under another of the media types that the operation accepts.
            #[inline]
            pub fn content_type(self, media_type: &str) -> Self {
                Self::new(self.call.content_type(media_type))
            }

            /// Sets a header of a part of a multipart body.
            #[inline]
            pub fn part_header(self, part: &str, name: &str, value: impl AsRef<str>) -> Self {
                Self::new(self.call.part_header(part, name, value))
            }

            /// Sends the request to another base URL.
            pub fn base_url(self, base_url: impl AsRef<str>) -> Self {
                Self::new(self.call.base_url(base_url))
            }

            /// Sends a key by which the server recognizes a repeated request, so that the call can
            /// be retried.
            pub fn idempotency_key(self, key: impl AsRef<str>) -> Self {
                Self::new(self.call.idempotency_key(key))
            }

            /// Sends an idempotency key in a header of another name.
            pub fn idempotency_key_as(self, header: &str, key: impl AsRef<str>) -> Self {
                Self::new(self.call.idempotency_key_as(header, key))
            }

            /// Returns the call without the setters of its optional parameters.
            #[inline]
            pub fn into_call(self) -> $crate::Call<$output, $error> {
                self.call
            }

            /// Sends the request and returns status, headers and body.
            #[inline]
            pub fn send(self) -> $crate::SendFuture<$output, $error> {
                self.call.send()
            }
        }

        $crate::__blocking_options!($name, $output, $error);
        $crate::__compression_options!($name);

        impl ::core::convert::From<$name> for $crate::Call<$output, $error> {
            #[inline]
            fn from(request: $name) -> Self {
                request.call
            }
        }

        impl ::core::future::IntoFuture for $name {
            type Output = ::core::result::Result<$output, $crate::Error<$error>>;
            type IntoFuture = $crate::CallFuture<$output, $error>;

            #[inline]
            fn into_future(self) -> Self::IntoFuture {
                ::core::future::IntoFuture::into_future(self.call)
            }
        }
    };
}

/// Compressing the body, where the feature `compression` is on.
#[doc(hidden)]
#[macro_export]
#[cfg(feature = "compression")]
macro_rules! __compression_options {
    ($name:ident) => {
        /// The options that the feature `compression` adds.
        impl $name {
            /// Sets whether the body is compressed with gzip.
            #[inline]
            pub fn compress_request(self, compress: bool) -> Self {
                Self::new(self.call.compress_request(compress))
            }
        }
    };
}

/// Nothing, where the feature `compression` is off.
#[doc(hidden)]
#[macro_export]
#[cfg(not(feature = "compression"))]
macro_rules! __compression_options {
    ($name:ident) => {};
}

/// Calls without an async runtime, if the feature `blocking` is on. A separate macro, since a
/// `cfg` within a macro would ask for a feature of the crate that uses it.
#[doc(hidden)]
#[macro_export]
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
macro_rules! __blocking_options {
    ($name:ident, $output:ty, $error:ty) => {
        /// What the feature `blocking` adds.
        impl $name {
            /// Sends the request and blocks until the response is there, on a thread that runs no
            /// async task.
            ///
            /// # Errors
            ///
            /// Those of the call; also if called within a task of tokio.
            #[inline]
            pub fn blocking(self) -> ::core::result::Result<$output, $crate::Error<$error>> {
                self.call.blocking()
            }

            /// Sends the request like [`blocking`](Self::blocking), and returns status, headers and
            /// body.
            ///
            /// # Errors
            ///
            /// Those of the call; also if called within a task of tokio.
            #[inline]
            pub fn blocking_send(
                self,
            ) -> ::core::result::Result<$crate::Response<$output>, $crate::Error<$error>> {
                self.call.blocking_send()
            }

            /// Sends the request at once, and returns a future that any executor can await.
            /// Dropping it aborts the request.
            ///
            /// # Errors
            ///
            /// When awaited: those of the call.
            #[inline]
            pub fn detached(self) -> $crate::CallFuture<$output, $error> {
                self.call.detached()
            }
        }
    };
}

/// Nothing, where the feature `blocking` is off.
#[doc(hidden)]
#[macro_export]
#[cfg(not(all(feature = "blocking", not(target_arch = "wasm32"))))]
macro_rules! __blocking_options {
    ($name:ident, $output:ty, $error:ty) => {};
}
