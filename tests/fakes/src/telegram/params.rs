//! The parameters of a Bot API call, from a query, JSON, form or multipart
//! body, brought to the documented types.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use bytes::Bytes;
use serde_json::{Map, Value, json};

use super::fields::Field;
use crate::common::serve::Call;
use crate::common::shape::{Kind, from_form, problems};

/// Documented parameters, and the files that came with them.
#[derive(Default)]
pub(super) struct Params {
    pub(super) values: Map<String, Value>,
    pub(super) uploads: BTreeMap<String, Upload>,
}

pub(super) struct Upload {
    pub(super) file_name: String,
    pub(super) mime: String,
    pub(super) bytes: Bytes,
}

impl Params {
    /// Reads a request. The text on the other side says what cannot be read.
    pub(super) async fn of_call(call: &Call, fields: &[Field]) -> Result<Self, String> {
        let mut params = Self::default();
        params.add_form(&call.query, fields);
        let kind = call.header("content-type").unwrap_or_default();
        if kind.starts_with("multipart/form-data") {
            params.add_multipart(call, fields).await?;
        } else if kind.starts_with("application/x-www-form-urlencoded") {
            params.add_form(&String::from_utf8_lossy(&call.body), fields);
        } else if kind.starts_with("application/json") && !call.body.is_empty() {
            let body = serde_json::from_slice(&call.body);
            let Ok(Value::Object(body)) = body else {
                return Err("the body is not a JSON object".to_owned());
            };
            params.values.extend(body);
        } else if !call.body.is_empty() {
            return Err(format!("content type {kind:?} is not read"));
        }
        Ok(params)
    }

    /// What differs from the documentation. Well-meant text for numbers is
    /// replaced by the number afterwards, as the server does.
    pub(super) fn check(&mut self, method: &str, fields: &[Field]) -> Vec<String> {
        let mut values = self.values.clone();
        for (name, upload) in &self.uploads {
            if fields.iter().any(|field| field.name == name) {
                values.insert(name.clone(), json!(upload.file_name));
            }
        }
        let found = problems(&values, fields, method);
        for field in fields {
            let text = self.values.get(field.name).and_then(Value::as_str);
            if let Some(text) = text {
                let read = from_form(text, field.kind);
                self.values.insert(field.name.to_owned(), read);
            }
        }
        self.values.retain(|_, value| !value.is_null());
        found
    }

    /// As calls are remembered and logged.
    pub(super) fn shown(&self) -> Value {
        let mut shown = self.values.clone();
        for (name, upload) in &self.uploads {
            let file = json!({
                "file_name": upload.file_name,
                "bytes_len": upload.bytes.len(),
            });
            let attached = format!("attach://{name}");
            let field = shown.iter().find(|(_, value)| **value == *attached);
            let field = field.map_or_else(|| name.clone(), |(field, _)| field.clone());
            shown.insert(field, file);
        }
        Value::Object(shown)
    }

    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.values.get(name).and_then(Value::as_str)
    }

    pub(super) fn int(&self, name: &str) -> Option<i64> {
        self.values.get(name).and_then(Value::as_i64)
    }

    pub(super) fn flag(&self, name: &str) -> bool {
        self.values.get(name) == Some(&Value::Bool(true))
    }

    /// The upload a file field stands for.
    pub(super) fn upload(&self, name: &str) -> Option<&Upload> {
        let attached = self
            .text(name)
            .and_then(|text| text.strip_prefix("attach://"));
        self.uploads.get(attached.unwrap_or(name))
    }

    fn add_form(&mut self, form: &str, fields: &[Field]) {
        for (name, text) in url::form_urlencoded::parse(form.as_bytes()) {
            self.add_text(&name, &text, fields);
        }
    }

    fn add_text(&mut self, name: &str, text: &str, fields: &[Field]) {
        let field = fields.iter().find(|field| field.name == name);
        let kind = field.map_or(Kind::Text, |field| field.kind);
        self.values.insert(name.to_owned(), from_form(text, kind));
    }

    async fn add_multipart(&mut self, call: &Call, fields: &[Field]) -> Result<(), String> {
        let mut request = Request::new(Body::from(call.body.clone()));
        *request.headers_mut() = call.headers.clone();
        *request.method_mut() = call.method.clone();
        DefaultBodyLimit::disable().apply(&mut request);
        let unread = |error: &dyn std::fmt::Display| format!("multipart body: {error}");
        let mut parts = Multipart::from_request(request, &())
            .await
            .map_err(|error| unread(&error))?;
        while let Some(part) = parts.next_field().await.map_err(|error| unread(&error))? {
            let name = part.name().unwrap_or_default().to_owned();
            let file_name = part.file_name().map(str::to_owned);
            let mime = part.content_type().map(str::to_owned);
            let bytes = part.bytes().await.map_err(|error| unread(&error))?;
            match file_name {
                Some(file_name) => {
                    let mime = mime.unwrap_or_else(|| "application/octet-stream".to_owned());
                    let upload = Upload {
                        file_name,
                        mime,
                        bytes,
                    };
                    self.uploads.insert(name, upload);
                }
                None => self.add_text(&name, &String::from_utf8_lossy(&bytes), fields),
            }
        }
        Ok(())
    }
}
