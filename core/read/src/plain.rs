//! Plain text in any encoding met here.

use crate::Refusal;
use crate::extract::Raw;
use crate::text::encoding;

/// Decodes a text file.
pub(crate) fn read(bytes: &[u8]) -> Result<Raw, Refusal> {
    if !encoding::is_text(bytes) {
        return Err(Refusal::WrongType {
            found: "binary".to_owned(),
        });
    }
    Ok(Raw::of(encoding::decode(bytes)))
}
