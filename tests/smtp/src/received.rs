//! What the servers took, as their reader saw it.

use std::path::Path;

use serde::Deserialize;

/// A letter.
#[derive(Debug, Deserialize)]
pub(crate) struct Received {
    /// Which server took it.
    pub(crate) server: String,
    /// The sender of the envelope.
    pub(crate) from: String,
    /// The recipients of the envelope.
    pub(crate) to: Vec<String>,
    headers: Vec<(String, String)>,
    pub(crate) text: Option<String>,
    pub(crate) html: Option<String>,
    pub(crate) attachments: Vec<Attached>,
    /// What the parser found wrong.
    pub(crate) defects: Vec<String>,
}

/// A file in a letter, its bytes in base64.
#[derive(Debug, Deserialize)]
pub(crate) struct Attached {
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) bytes: String,
}

impl Received {
    /// Every value of a header, by its name in small letters.
    pub(crate) fn headers(&self, name: &str) -> Vec<&str> {
        let headers = self.headers.iter();
        let of_name = headers.filter(|(known, _)| known == name);
        of_name.map(|(_, value)| value.as_str()).collect()
    }
}

/// Everything that was taken so far, oldest first.
pub(crate) fn read(folder: &Path) -> anyhow::Result<Vec<Received>> {
    let file = folder.join("received.jsonl");
    if !file.exists() {
        return Ok(Vec::new());
    }
    let text = std::fs::read_to_string(file)?;
    let letters = text.lines().map(serde_json::from_str);
    Ok(letters.collect::<Result<_, _>>()?)
}
