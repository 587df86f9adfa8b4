//! A call as Graph reads it: version, path, token and parameters from query,
//! JSON, form or multipart body.

use bytes::Bytes;
use serde_json::{Map, Value, json};

use super::failure::Failure;
use crate::common::form::form_parts;
use crate::common::serve::Call;

const OLDEST_VERSION: u32 = 22;
const NEWEST_VERSION: u32 = 26;

/// The two names under which Graph is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Host {
    /// graph.facebook.com
    Facebook,
    /// graph.instagram.com
    Instagram,
}

pub(super) struct Request {
    pub(super) host: Host,
    pub(super) method: String,
    /// After the version.
    pub(super) path: Vec<String>,
    pub(super) token: Option<String>,
    pub(super) values: Map<String, Value>,
    pub(super) upload: Option<Upload>,
}

pub(super) struct Upload {
    pub(super) file_name: String,
    pub(super) mime: String,
    pub(super) bytes: Bytes,
}

impl Request {
    pub(super) async fn of_call(host: Host, call: &Call) -> Result<Self, Failure> {
        let mut request = Self {
            host,
            method: call.method.to_string(),
            path: split(&call.path),
            token: call
                .header("authorization")
                .and_then(|it| it.strip_prefix("Bearer "))
                .map(str::to_owned),
            values: Map::new(),
            upload: None,
        };
        request.drop_version()?;
        request.add_form(&call.query);
        let kind = call.header("content-type").unwrap_or_default();
        if kind.starts_with("multipart/form-data") {
            request.add_multipart(call).await?;
        } else if kind.starts_with("application/json") && !call.body.is_empty() {
            let Ok(Value::Object(body)) = serde_json::from_slice(&call.body) else {
                return Err(Failure::parameter(
                    "Invalid parameter: the body is not JSON",
                ));
            };
            request.values.extend(body);
        } else if !call.body.is_empty() {
            request.add_form(&String::from_utf8_lossy(&call.body));
        }
        if let Some(Value::String(token)) = request.values.remove("access_token") {
            request.token = request.token.or(Some(token));
        }
        request.values.retain(|_, value| !value.is_null());
        Ok(request)
    }

    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.values.get(name).and_then(Value::as_str)
    }

    /// A parameter that must be there.
    pub(super) fn need(&self, name: &str) -> Result<&str, Failure> {
        let missing = || Failure::parameter(&format!("The parameter {name} is required."));
        self.text(name).ok_or_else(missing)
    }

    /// The parameters as calls are remembered; a file is its name and size.
    pub(super) fn shown(&self) -> Value {
        let mut shown = self.values.clone();
        if let Some(upload) = &self.upload {
            let file = json!({
                "file_name": upload.file_name,
                "type": upload.mime,
                "bytes_len": upload.bytes.len(),
            });
            shown.insert("file".to_owned(), file);
        }
        Value::Object(shown)
    }

    /// Anything but these parameters is a mistake.
    pub(super) fn only(&self, known: &[&str]) -> Result<(), Failure> {
        let stranger = self
            .values
            .keys()
            .find(|name| !known.contains(&name.as_str()));
        match stranger {
            Some(name) => {
                let why = format!("Unexpected key \"{name}\" on {}", self.path.join("/"));
                Err(Failure::parameter(&why))
            }
            None => Ok(()),
        }
    }

    /// Versions are optional only where Meta's documents leave them out.
    fn drop_version(&mut self) -> Result<(), Failure> {
        let Some(first) = self.path.first() else {
            return Ok(());
        };
        let number = first.strip_prefix('v').and_then(|it| it.strip_suffix(".0"));
        let number = number.and_then(|it| it.parse::<u32>().ok());
        let Some(number) = number else {
            let is_free = matches!(
                first.as_str(),
                "refresh_access_token" | "oauth" | "debug_token"
            );
            return if is_free {
                Ok(())
            } else {
                Err(Failure::unsupported(&self.method, first).noted())
            };
        };
        if !(OLDEST_VERSION..=NEWEST_VERSION).contains(&number) {
            let why = format!(
                "(#2635) You are calling a deprecated version of the Ads API or an unknown API version: {first}"
            );
            return Err(Failure::graph(400, 2635, &why).noted());
        }
        self.path.remove(0);
        Ok(())
    }

    fn add_form(&mut self, form: &str) {
        for (name, text) in url::form_urlencoded::parse(form.as_bytes()) {
            self.add_text(&name, &text);
        }
    }

    /// Nested values travel in forms as JSON text.
    fn add_text(&mut self, name: &str, text: &str) {
        let nested = text.starts_with(['{', '[']);
        let read = nested.then(|| serde_json::from_str(text).ok()).flatten();
        let value = read.unwrap_or_else(|| Value::from(text));
        self.values.insert(name.to_owned(), value);
    }

    async fn add_multipart(&mut self, call: &Call) -> Result<(), Failure> {
        let parts = form_parts(call)
            .await
            .map_err(|error| Failure::parameter(&format!("Invalid parameter: {error}")))?;
        for part in parts {
            match part.file_name {
                Some(file_name) if part.name == "file" => {
                    let mime = part.mime;
                    self.upload = Some(Upload {
                        file_name,
                        mime: mime.unwrap_or_else(|| "application/octet-stream".to_owned()),
                        bytes: part.bytes,
                    });
                }
                Some(_) => {
                    let why = format!("Unexpected file \"{}\"", part.name);
                    return Err(Failure::parameter(&why));
                }
                None => self.add_text(&part.name, &String::from_utf8_lossy(&part.bytes)),
            }
        }
        Ok(())
    }
}

pub(super) fn split(path: &str) -> Vec<String> {
    let segments = path.split('/').filter(|segment| !segment.is_empty());
    segments.map(str::to_owned).collect()
}
