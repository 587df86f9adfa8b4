//! The parts of a Word file and how they name one another.

use std::collections::BTreeMap;
use std::io::{self, BufReader, Cursor, ErrorKind, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::xml::{Tag, Visit, walk};
use crate::sniff::is_word_body;
use crate::{Limits, Refusal};

/// No document has that many links; each costs memory.
const MOST_RELATIONS: usize = 100_000;

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// The parts of a file, and what may still be unpacked of them.
pub(super) struct Package<'a> {
    archive: Archive<'a>,
    /// How the archive spells a part, by its name in small letters: names of
    /// parts are the same in any case.
    entries: BTreeMap<String, String>,
    limits: &'a Limits,
    inflated_left: u64,
}

impl<'a> Package<'a> {
    pub fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, Refusal> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Corrupt)?;
        if archive.len() as u64 > limits.parts {
            return Err(Refusal::TooComplex);
        }
        let mut entries = BTreeMap::new();
        for entry in archive.file_names().flatten() {
            let part = part_name(&entry.replace('\\', "/"));
            entries.entry(part).or_insert_with(|| entry.into_owned());
        }
        Ok(Self {
            archive,
            entries,
            limits,
            inflated_left: limits.inflated_bytes,
        })
    }

    /// The part that holds the body: the one the package names, or the usual.
    pub fn body(&mut self) -> Result<Option<String>, Refusal> {
        let relations = self.relations("")?;
        let named = relations.first("officeDocument").map(str::to_owned);
        if let Some(part) = named.filter(|part| self.entries.contains_key(part))
            && (is_word_body(&part) || self.is_typed_as_body(&part)?)
        {
            return Ok(Some(part));
        }
        let mut parts = self.entries.keys();
        Ok(parts.find(|part| is_word_body(part)).cloned())
    }

    fn is_typed_as_body(&mut self, part: &str) -> Result<bool, Refusal> {
        let mut types = BodyTypes {
            part: part.to_owned(),
            is_body: false,
        };
        self.read("[content_types].xml", &mut types)?;
        Ok(types.is_body)
    }

    /// What a part names; the package itself is the part without a name.
    pub fn relations(&mut self, part: &str) -> Result<Relations, Refusal> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let mut relations = Relations {
            folder: folder.to_owned(),
            ..Relations::default()
        };
        let place = part_name(&format!("{folder}/_rels/{name}.rels"));
        self.read(&place, &mut relations)?;
        Ok(relations)
    }

    /// Reads a part; one that is not there has nothing to say.
    pub fn read(&mut self, part: &str, visitor: &mut impl Visit) -> Result<(), Refusal> {
        let Some(entry) = self.entries.get(part) else {
            return Ok(());
        };
        let entry = self.archive.by_name(entry).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Refusal::Encrypted,
            _ => Refusal::Corrupt,
        })?;
        let allowed = self.limits.part_bytes.min(self.inflated_left);
        let mut xml = Counted {
            inner: entry,
            left_bytes: allowed,
        };
        walk(BufReader::new(&mut xml), self.limits.depth, visitor)?;
        self.inflated_left -= allowed - xml.left_bytes;
        Ok(())
    }
}

/// Where else a part names something.
#[derive(Default)]
pub(super) struct Relations {
    /// The folder of the part, to which the names of others are relative.
    folder: String,
    by_id: BTreeMap<String, Relation>,
}

struct Relation {
    kind: String,
    target: String,
    is_external: bool,
}

impl Relations {
    /// The address outside the file under this mark.
    pub fn address(&self, id: &str) -> Option<&str> {
        let relation = self.by_id.get(id)?;
        relation.is_external.then_some(relation.target.as_str())
    }

    /// The part under this mark.
    pub fn part(&self, id: &str) -> Option<&str> {
        let relation = self.by_id.get(id)?;
        (!relation.is_external).then_some(relation.target.as_str())
    }

    /// The part of this kind.
    pub fn first(&self, kind: &str) -> Option<&str> {
        self.all(kind).next()
    }

    /// The parts of this kind.
    pub fn all(&self, kind: &str) -> impl Iterator<Item = &str> {
        let relations = self.by_id.values();
        let found = relations.filter(move |one| one.kind == kind && !one.is_external);
        found.map(|one| one.target.as_str())
    }
}

impl Visit for Relations {
    fn start(&mut self, tag: &Tag<'_>) -> Result<(), Refusal> {
        if tag.name() != "Relationship" {
            return Ok(());
        }
        let (Some(id), Some(kind), Some(target)) = (
            tag.attribute("Id"),
            tag.attribute("Type"),
            tag.attribute("Target"),
        ) else {
            return Ok(());
        };
        if self.by_id.len() >= MOST_RELATIONS {
            return Err(Refusal::TooComplex);
        }
        let is_external = tag.attribute("TargetMode").as_deref() == Some("External");
        let target = match target.strip_prefix('/') {
            _ if is_external => target,
            Some(absolute) => part_name(absolute),
            None => part_name(&format!("{}/{target}", self.folder)),
        };
        let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
        let relation = Relation {
            kind,
            target,
            is_external,
        };
        self.by_id.insert(id, relation);
        Ok(())
    }

    fn end(&mut self) -> Result<(), Refusal> {
        Ok(())
    }
}

/// Whether a part is called the body of a Word document.
struct BodyTypes {
    part: String,
    is_body: bool,
}

impl Visit for BodyTypes {
    fn start(&mut self, tag: &Tag<'_>) -> Result<(), Refusal> {
        let name = tag.attribute("PartName").unwrap_or_default();
        if tag.name() == "Override" && part_name(&name) == self.part {
            let kind = tag.attribute("ContentType").unwrap_or_default();
            let is_word = kind.contains("wordprocessingml.") || kind.contains("ms-word.");
            self.is_body |= is_word && kind.ends_with(".main+xml");
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), Refusal> {
        Ok(())
    }
}

/// One spelling of a name: small letters, no `..`, no slash in front.
fn part_name(path: &str) -> String {
    let mut folders: Vec<&str> = Vec::new();
    for folder in path.split('/') {
        match folder {
            "" | "." => {}
            ".." => {
                folders.pop();
            }
            folder => folders.push(folder),
        }
    }
    folders.join("/").to_lowercase()
}

/// A stream that fails, rather than ends, at its limit.
struct Counted<R> {
    inner: R,
    left_bytes: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let Some(left_bytes) = self.left_bytes.checked_sub(read as u64) else {
            return Err(ErrorKind::FileTooLarge.into());
        };
        self.left_bytes = left_bytes;
        Ok(read)
    }
}
