//! A folder enters, the paths of its files leave, sorted. Each real folder is read once, by
//! whatever links it is reached, so that no ring or web of links can hold the walk.

use std::collections::{BTreeSet, HashMap};
use std::fs::{self, DirEntry};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::unreadable;
use crate::codes;
use crate::diagnostic::{Diagnostic, Place, Sink};
use crate::error::{Error, Result};

/// Lists the files below `folder`, which is there and can be read.
pub(super) fn files(root: &Path, folder: &str, sink: &mut Sink) -> Result<Vec<Arc<str>>> {
    let real = |path: &Path| path.canonicalize().map_err(|error| Error::io("read", path, error));
    let mut walk = Walk {
        root,
        real_root: real(root)?,
        files: Vec::new(),
        links: BTreeSet::new(),
        entered: HashMap::new(),
        sink,
    };
    walk.enter(folder.to_owned(), real(&root.join(folder))?);
    // Links come after what stands there in truth, so that the truth keeps its own path.
    while let Some(link) = walk.links.pop_first() {
        walk.follow(&link);
    }
    walk.files.sort_unstable();
    Ok(walk.files)
}

struct Walk<'a> {
    root: &'a Path,
    real_root: PathBuf,
    files: Vec<Arc<str>>,
    links: BTreeSet<String>,
    /// Real folders that were read, and real files that links lead to, with the path by which
    /// they were.
    entered: HashMap<PathBuf, String>,
    sink: &'a mut Sink,
}

impl Walk<'_> {
    fn fault(&mut self, path: &str, message: &str, help: &str) {
        let place = Place::file(&Arc::from(path));
        self.sink.push(Diagnostic::new(&codes::UNREADABLE, place, message).help(help));
    }

    /// Returns the path by which a real file is listed already, if it is.
    fn listed_as(&self, real: &Path) -> Option<String> {
        if let Some(first) = self.entered.get(real) {
            return Some(first.clone());
        }
        let folder = self.entered.get(real.parent()?)?;
        let name = real.file_name()?.to_str()?;
        (!name.starts_with('.')).then(|| format!("{folder}/{name}"))
    }

    /// Reads a folder and all real folders below it.
    fn enter(&mut self, path: String, real: PathBuf) {
        let mut folders = vec![(path, real)];
        while let Some((path, real)) = folders.pop() {
            if let Some(first) = self.entered.get(&real) {
                let message = format!("this folder is already listed as `{first}`");
                self.fault(&path, &message, "keep each record in one place: delete the link");
                continue;
            }
            self.entered.insert(real.clone(), path.clone());
            if let Err(error) = self.read(&path, &real, &mut folders) {
                self.sink.push(unreadable(&Arc::from(path), "this folder cannot be read", &error));
            }
        }
    }

    /// Takes the entries of one folder: files, links, and folders to enter.
    fn read(
        &mut self,
        folder: &str,
        real: &Path,
        folders: &mut Vec<(String, PathBuf)>,
    ) -> std::io::Result<()> {
        for entry in fs::read_dir(self.root.join(folder))? {
            let entry = entry?;
            let kind = entry.file_type()?;
            let Some(path) = self.name(folder, &entry) else { continue };
            if kind.is_file() {
                self.files.push(Arc::from(path));
            } else if kind.is_symlink() {
                self.links.insert(path);
            } else if !kind.is_dir() {
                self.neither_file_nor_folder(&path);
            } else if !self.is_named_as_a_record(&path) {
                folders.push((path, real.join(entry.file_name())));
            }
        }
        Ok(())
    }

    /// Takes what a link leads to, unless it leads to nothing or to what is already listed.
    fn follow(&mut self, path: &str) {
        let full = self.root.join(path);
        match fs::metadata(&full).and_then(|metadata| Ok((metadata, full.canonicalize()?))) {
            Ok((metadata, real)) if metadata.is_file() => {
                if let Some(first) = self.listed_as(&real) {
                    let message = format!("this file is already listed as `{first}`");
                    self.fault(path, &message, "keep each record in one place: delete the link");
                } else {
                    self.entered.insert(real, path.to_owned());
                    self.files.push(Arc::from(path));
                }
            }
            Ok((metadata, real)) if metadata.is_dir() => {
                let parent = full.parent().and_then(|parent| parent.canonicalize().ok());
                let above = parent.is_some_and(|parent| parent.starts_with(&real));
                if above || self.real_root.starts_with(&real) {
                    self.fault(
                        path,
                        "this link leads back to a folder that holds it",
                        "delete the link",
                    );
                } else if !self.is_named_as_a_record(path) {
                    self.enter(path.to_owned(), real);
                }
            }
            Ok(_) => self.neither_file_nor_folder(path),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => self.fault(
                path,
                "this link leads to nothing",
                "delete the link, or restore what it led to",
            ),
            Err(error) => {
                self.sink.push(unreadable(
                    &Arc::from(path),
                    "this link cannot be followed",
                    &error,
                ));
            }
        }
    }

    /// Returns the path of an entry that is not hidden and has a name that can be printed.
    fn name(&mut self, folder: &str, entry: &DirEntry) -> Option<String> {
        let name = entry.file_name();
        if name.as_encoded_bytes().starts_with(b".") {
            return None;
        }
        let fault = match name.to_str() {
            Some(name) if !name.chars().any(char::is_control) => {
                return Some(format!("{folder}/{name}"));
            }
            Some(_) => "this name holds a line break or another control character",
            None => "this name is not UTF-8 text",
        };
        let mut shown = format!("{folder}/");
        for c in name.to_string_lossy().chars() {
            if c.is_control() { shown.extend(c.escape_default()) } else { shown.push(c) }
        }
        let place = Place::file(&Arc::from(shown));
        self.sink.push(
            Diagnostic::new(&codes::BAD_FILE_NAME, place, fault)
                .help("rename it: small Latin letters, digits and hyphens"),
        );
        None
    }

    fn is_named_as_a_record(&mut self, path: &str) -> bool {
        let named = path.ends_with(".yaml") || path.ends_with(".yml");
        if named {
            self.fault(
                path,
                "a folder has the name of a record",
                "rename the folder; a record is a file",
            );
        }
        named
    }

    fn neither_file_nor_folder(&mut self, path: &str) {
        self.fault(path, "this is neither a file nor a folder", "move it out of the dataset");
    }
}
