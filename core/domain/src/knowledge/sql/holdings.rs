//! How this capability's tables are erased and exported.

use scx_store::{Export, Holding};

/// What this capability holds of partners.
pub(in crate::knowledge) const HOLDINGS: &[Holding] = &[
    Holding {
        table: "document",
        erase: &["DELETE FROM document WHERE id IN (SELECT id FROM document WHERE partner = $1 LIMIT 20)"],
        export: Export::Rows {
            name: "files",
            page: "SELECT created_at, id, file_name, bytes, kind, state, pages, chars, languages, warnings,
                refusal, replaced, activated_at, retired_at, text FROM document
                WHERE partner = $1 AND (created_at, id) > ($2, $3) ORDER BY created_at, id LIMIT 4",
            is_table: false,
        },
    },
    Holding {
        table: "lesson",
        erase: &["DELETE FROM lesson WHERE partner = $1"],
        export: Export::Rows {
            name: "taught",
            page: "SELECT created_at, id, question, answer, changed_at FROM lesson
                WHERE partner = $1 AND (created_at, id) > ($2, $3) ORDER BY created_at, id LIMIT 500",
            is_table: true,
        },
    },
    Holding {
        table: "passage",
        erase: &["DELETE FROM passage WHERE (document, place) IN (SELECT passage.document, passage.place
            FROM document JOIN passage ON passage.document = document.id
            WHERE document.partner = $1 LIMIT 500)"],
        export: Export::Left("pieces of the texts that are exported with the files"),
    },
    Holding {
        table: "document_index",
        erase: &["DELETE FROM document_index WHERE document IN
            (SELECT document FROM document_index WHERE partner = $1 LIMIT 20)"],
        export: Export::Left("made of the texts that are exported with the files"),
    },
    Holding {
        table: "card_message",
        erase: &["DELETE FROM card_message WHERE card = 'doc'
            AND subject IN (SELECT id FROM document WHERE partner = $1)"],
        export: Export::Left("which message of the chat shows a row; the rows are exported"),
    },
];
