//! Calls of a client.
//!
//! In: a client, a method and a path template. Out: a call. Must not know how it is sent.

use http::Method;

use super::Call;
use crate::client::Client;
use crate::codec::FromBody;
use crate::request::Request;
use crate::response::Output;

macro_rules! methods {
    ($($name:ident $method:ident),* $(,)?) => {
        $(
            #[doc = concat!("A call by `", stringify!($method), "`.")]
            pub fn $name<T: Output, E: FromBody>(&self, template: &'static str) -> Call<T, E> {
                self.begin(Method::$method, template)
            }
        )*
    };
}

/// Calls of operations that the generated methods do not have.
impl Client {
    methods! {
        get GET,
        post POST,
        put PUT,
        patch PATCH,
        delete DELETE,
        head HEAD,
        options OPTIONS,
        trace TRACE,
    }

    /// Creates a call by any method.
    pub fn request<T: Output, E: FromBody>(
        &self,
        method: &str,
        template: &'static str,
    ) -> Call<T, E> {
        if let Ok(method) = Method::from_bytes(method.as_bytes()) {
            return self.begin(method, template);
        }
        let mut request = Request::new(self.clone(), Method::GET, template);
        request.fail(format!("`{}` is not a valid method", method.escape_debug()));
        Call::new(request)
    }

    fn begin<T, E>(&self, method: Method, template: &'static str) -> Call<T, E> {
        Call::new(Request::new(self.clone(), method, template))
    }
}
