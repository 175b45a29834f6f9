//! The only reader: folders enter, texts leave, in path order. What cannot be read as text is
//! a diagnostic; nothing here looks into a text.

mod lines;
mod stamp;
mod walk;
mod watch;

pub use lines::{Lines, Position};
pub use stamp::Stamp;
pub use watch::Watch;

use std::collections::BTreeMap;
use std::fs;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::codes;
use crate::diagnostic::{Diagnostic, Place, Sink};
use crate::error::{Error, Result};

/// The size in bytes over which a file is not read.
pub const LIMIT: u64 = 1024 * 1024;

const BOM: &str = "\u{feff}";

/// The dataset's folder, which holds `records/`, `schemas/` and `outputs/`.
#[derive(Debug, Clone)]
pub struct Root {
    path: PathBuf,
    texts: Texts,
    /// Whether files are read at all.
    files: bool,
}

/// Texts by path from the root, such as they are or would be; nothing, where a file is to be
/// taken for absent.
pub type Texts = BTreeMap<Arc<str>, Option<String>>;

/// One text file.
#[derive(Debug, Clone)]
pub struct File {
    /// Path from the root, with `/` between folders.
    pub path: Arc<str>,
    /// The text, without a byte-order mark. Every place counts bytes of this text.
    pub text: String,
}

impl Root {
    /// Opens the dataset in this folder.
    pub fn open(path: &Path) -> Result<Root> {
        let pages = path.join("schemas/kinds");
        match fs::metadata(&pages) {
            Ok(found) if found.is_dir() => {
                Ok(Root { path: path.to_owned(), texts: Texts::new(), files: true })
            }
            Err(error) if error.kind() == ErrorKind::PermissionDenied => {
                Err(Error::io("read", pages, error))
            }
            _ => Err(Error::NotADataset(path.to_owned())),
        }
    }

    /// Returns a dataset that is these texts and nothing else.
    pub fn of_texts(texts: Texts) -> Root {
        Root { path: PathBuf::new(), texts, files: false }
    }

    /// Returns this dataset as it would be with these texts in the place of its files.
    pub fn with_texts(&self, texts: Texts) -> Root {
        Root { texts, ..self.clone() }
    }

    /// Returns the folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the way to the dataset from the top of the git repository that it lies in, with
    /// `/` after each folder; nothing where it is the top, or in no repository.
    pub fn in_repository(&self) -> String {
        let Ok(path) = self.path.canonicalize() else { return String::new() };
        let top = path.ancestors().find(|folder| folder.join(".git").exists());
        let below = top.and_then(|top| path.strip_prefix(top).ok());
        let folders = below.into_iter().flat_map(Path::iter);
        folders.map(|folder| format!("{}/", folder.to_string_lossy())).collect()
    }

    /// Lists every file below `folder` in byte order of path, hidden ones left out; a folder
    /// that does not exist holds none. What cannot be listed or read later is a diagnostic.
    pub fn list(&self, folder: &str, sink: &mut Sink) -> Result<Vec<Arc<str>>> {
        let mut files = if self.files { self.list_files(folder, sink)? } else { Vec::new() };
        if !self.texts.is_empty() {
            let below = |path: &Arc<str>| {
                path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
            };
            files.retain(|path| !self.texts.contains_key(path));
            let texts = self.texts.iter().filter(|(path, text)| text.is_some() && below(path));
            files.extend(texts.map(|(path, _)| path.clone()));
            files.sort_unstable();
        }
        Ok(files)
    }

    fn list_files(&self, folder: &str, sink: &mut Sink) -> Result<Vec<Arc<str>>> {
        let start = self.path.join(folder);
        match fs::read_dir(&start) {
            Ok(_) => walk::files(&self.path, folder, sink),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(Error::io("read", start, error)),
        }
    }

    /// Reads one listed file.
    pub fn read(&self, path: &Arc<str>, sink: &mut Sink) -> Option<File> {
        match self.bytes(path) {
            Ok(bytes) if is_utf16(&bytes) => {
                sink.push(utf16(path));
                None
            }
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => Some(File { path: path.clone(), text: without_bom(text) }),
                Err(error) => {
                    let valid = error.utf8_error().valid_up_to();
                    sink.push(not_utf8(path, error.as_bytes(), valid));
                    None
                }
            },
            Err(fault) => {
                sink.push(fault.diagnostic(path));
                None
            }
        }
    }

    /// Returns a file's text for showing places in it: what is not UTF-8 is replaced by `�`.
    /// Nothing, where the file cannot be read or is too large.
    pub fn text(&self, path: &str) -> Option<String> {
        let bytes = self.bytes(path).ok()?;
        let text = String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        Some(without_bom(text))
    }

    fn bytes(&self, path: &str) -> std::result::Result<Vec<u8>, Fault> {
        match self.texts.get(path) {
            Some(Some(text)) => return Ok(text.clone().into_bytes()),
            None if self.files => {}
            _ => return Err(Fault::Io(ErrorKind::NotFound.into())),
        }
        let full = self.path.join(path);
        // Asked before opening: to open a pipe would wait for its writer.
        let metadata = fs::metadata(&full)?;
        if !metadata.is_file() {
            return Err(Fault::NotAFile);
        }
        if metadata.len() > LIMIT {
            return Err(Fault::TooLarge(metadata.len()));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0) + 1);
        fs::File::open(&full)?.take(LIMIT + 1).read_to_end(&mut bytes)?;
        match bytes.len() as u64 {
            // It grew since it was measured.
            length if length > LIMIT => Err(Fault::TooLarge(length)),
            _ => Ok(bytes),
        }
    }
}

/// Why a file gives no bytes.
enum Fault {
    Io(std::io::Error),
    NotAFile,
    TooLarge(u64),
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Fault {
        Fault::Io(error)
    }
}

impl Fault {
    fn diagnostic(self, path: &Arc<str>) -> Diagnostic {
        let place = Place::file(path);
        match self {
            Fault::Io(error) => unreadable(path, "this file cannot be read", &error),
            Fault::NotAFile => {
                Diagnostic::new(&codes::UNREADABLE, place, "this is not a file that can be read")
                    .help("put a plain text file here, or delete it")
            }
            Fault::TooLarge(length) => Diagnostic::new(
                &codes::TOO_LARGE,
                place,
                format!("this file has {length} bytes; the most that is read is {LIMIT} (1 MiB)"),
            )
            .help("keep one record in a file, and long texts and pictures elsewhere"),
        }
    }
}

/// Returns the diagnostic for what the operating system refused.
fn unreadable(path: &Arc<str>, what: &str, error: &std::io::Error) -> Diagnostic {
    let (why, cure) = match error.kind() {
        ErrorKind::PermissionDenied => {
            ("permission denied".to_owned(), "give yourself the right to read it")
        }
        ErrorKind::NotFound => ("it is not there".to_owned(), "restore it, or run again"),
        _ => (error.to_string(), "see whether another program can open it"),
    };
    Diagnostic::new(&codes::UNREADABLE, Place::file(path), format!("{what}: {why}")).help(cure)
}

/// Returns whether bytes are UTF-16: they say so, or each other one of the first few is zero.
fn is_utf16(bytes: &[u8]) -> bool {
    let zeros = |from: usize| bytes.iter().skip(from).step_by(2).take(2).eq(&[0, 0]);
    let marked = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    marked || (zeros(0) != zeros(1))
}

fn utf16(path: &Arc<str>) -> Diagnostic {
    let message = "this file is UTF-16 text, not UTF-8";
    Diagnostic::new(&codes::NOT_UTF8, Place::file(path), message)
        .help("save it as UTF-8; in Notepad: File, Save As, Encoding: UTF-8")
}

/// Returns the diagnostic for the first byte that is not UTF-8. Its place is that of the `�`
/// which stands for the byte in [`Root::text`].
fn not_utf8(path: &Arc<str>, bytes: &[u8], valid: usize) -> Diagnostic {
    let start = if bytes.starts_with(BOM.as_bytes()) { valid - BOM.len() } else { valid };
    let byte = bytes.get(valid).copied().unwrap_or_default();
    Diagnostic::new(
        &codes::NOT_UTF8,
        Place::new(path, start..start + char::REPLACEMENT_CHARACTER.len_utf8()),
        "this file is not UTF-8 text",
    )
    .label(format!("byte {byte:02X} (hexadecimal), number {} in the file", valid + 1))
    .help("save it as UTF-8; in Notepad: File, Save As, Encoding: UTF-8")
    .note("older Russian programs write Windows-1251, older Chinese ones GB18030; open the file in that encoding first, so that its letters read right")
}

fn without_bom(mut text: String) -> String {
    if text.starts_with(BOM) {
        text.drain(..BOM.len());
    }
    text
}
