//! Which files Meta's messengers take, by the media type with which they are served.
//!
//! WhatsApp: <https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media#supported-media-types>.
//! Instagram: <https://developers.facebook.com/docs/messenger-platform/instagram/features/attachment-upload>.

use super::Messenger;

/// The sorts of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileSort {
    /// A picture.
    Image,
    /// A film.
    Video,
    /// Music or a voice.
    Audio,
    /// Anything else.
    Document,
}

/// Why a messenger does not take a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotTaken {
    /// It takes none of this kind.
    Kind,
    /// It takes shorter ones only.
    TooBig {
        /// Up to here.
        most_bytes: i64,
    },
}

const MIB: i64 = 1 << 20;

const WHATSAPP_DOCUMENTS: &[&str] = &[
    "text/plain",
    "application/pdf",
    "application/msword",
    "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
];

impl FileSort {
    /// What a media type is to look at.
    pub fn of(media_type: &str) -> Self {
        match media_type.split('/').next() {
            Some("image") => Self::Image,
            Some("video") => Self::Video,
            Some("audio") => Self::Audio,
            _ => Self::Document,
        }
    }

    /// Words may stand below it; else they are a message of their own.
    pub fn has_caption(self, messenger: Messenger) -> bool {
        match messenger {
            Messenger::WhatsApp => self != Self::Audio,
            Messenger::Instagram => false,
        }
    }

    /// Whether a messenger takes a file; one of unknown length is given the
    /// benefit of the doubt.
    ///
    /// # Errors
    /// Why not.
    pub fn check(
        self,
        messenger: Messenger,
        (media_type, bytes): (&str, Option<i64>),
    ) -> Result<(), NotTaken> {
        let (types, most_bytes) = self.rule(messenger);
        let media_type = media_type.split(';').next().unwrap_or_default().trim();
        if !types.contains(&media_type) {
            return Err(NotTaken::Kind);
        }
        match bytes.is_some_and(|bytes| bytes > most_bytes) {
            true => Err(NotTaken::TooBig { most_bytes }),
            false => Ok(()),
        }
    }

    /// The media types of it, and its length at most.
    fn rule(self, messenger: Messenger) -> (&'static [&'static str], i64) {
        match (messenger, self) {
            (Messenger::WhatsApp, Self::Image) => (&["image/jpeg", "image/png"], 5 * MIB),
            (Messenger::WhatsApp, Self::Video) => (&["video/mp4", "video/3gpp"], 16 * MIB),
            (Messenger::WhatsApp, Self::Audio) => (
                &[
                    "audio/aac",
                    "audio/amr",
                    "audio/mpeg",
                    "audio/mp4",
                    "audio/ogg",
                ],
                16 * MIB,
            ),
            (Messenger::WhatsApp, Self::Document) => (WHATSAPP_DOCUMENTS, 100 * MIB),
            (Messenger::Instagram, Self::Image) => {
                (&["image/jpeg", "image/png", "image/gif"], 8 * MIB)
            }
            (Messenger::Instagram, Self::Video) => (
                &[
                    "video/mp4",
                    "video/ogg",
                    "video/x-msvideo",
                    "video/quicktime",
                    "video/webm",
                ],
                25 * MIB,
            ),
            (Messenger::Instagram, Self::Audio) => (
                &[
                    "audio/aac",
                    "audio/mp4",
                    "audio/x-m4a",
                    "audio/wav",
                    "audio/x-wav",
                ],
                25 * MIB,
            ),
            (Messenger::Instagram, Self::Document) => (&["application/pdf"], 25 * MIB),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_messenger_takes_its_own_kinds_up_to_its_own_length() {
        let check = |messenger, media_type: &str, bytes| {
            FileSort::of(media_type).check(messenger, (media_type, bytes))
        };
        let (whatsapp, instagram) = (Messenger::WhatsApp, Messenger::Instagram);
        for (media_type, most) in [
            ("image/png", 5),
            ("video/mp4", 16),
            ("audio/ogg; codecs=opus", 16),
            ("application/pdf", 100),
        ] {
            let most_bytes = most * MIB;
            assert_eq!(check(whatsapp, media_type, Some(most_bytes)), Ok(()));
            let over = check(whatsapp, media_type, Some(most_bytes + 1));
            assert_eq!(over, Err(NotTaken::TooBig { most_bytes }), "{media_type}");
        }
        for (media_type, most) in [("image/gif", 8), ("video/quicktime", 25), ("audio/mp4", 25)] {
            let most_bytes = most * MIB;
            assert_eq!(check(instagram, media_type, Some(most_bytes)), Ok(()));
            let over = check(instagram, media_type, Some(most_bytes + 1));
            assert_eq!(over, Err(NotTaken::TooBig { most_bytes }), "{media_type}");
        }
        for media_type in ["image/gif", "image/webp", "video/webm", "application/zip"] {
            assert_eq!(check(whatsapp, media_type, None), Err(NotTaken::Kind));
        }
        for media_type in ["image/webp", "audio/ogg", "audio/mpeg", "text/plain"] {
            assert_eq!(check(instagram, media_type, None), Err(NotTaken::Kind));
        }
        assert_eq!(check(whatsapp, "image/jpeg", None), Ok(()));
    }
}
