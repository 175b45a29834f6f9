//! Changed records to their files: texts enter, and `records/` holds all of them or what it held
//! before. A journal beside the records says how to go back, whatever ends the writing.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::merge::Change;
use crate::source::Root;

const BOM: &str = "\u{feff}";

/// Holds what every file was and will be, while they are being replaced.
const JOURNAL: &str = "records/.amur-merge.json";
const LOCK: &str = "records/.amur-merge.lock";
/// What new texts are called until they take the place of the old.
const ASIDE: &str = ".amur-merge";

/// A step on the way, for those who must know what happens where it fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The journal is about to be written.
    Journal,
    /// This file's new text is about to be written beside it.
    Stage(usize),
    /// This file is about to be replaced or removed.
    Replace(usize),
    /// The journal is about to be removed: from then on, what is new is true.
    Commit,
}

/// Hears of a step before it is taken, and may fail it.
pub type Watch<'a> = &'a mut dyn FnMut(Step) -> io::Result<()>;

/// The right to change records, which one process has at a time.
#[derive(Debug)]
pub struct Rewrite<'a> {
    root: &'a Root,
    lock: PathBuf,
    _held: File,
}

/// One file, as the journal has it: whole texts, with a byte-order mark where there is one.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    path: String,
    before: String,
    after: Option<String>,
}

/// Puts records back that a broken-off merge left half changed. Returns how many files that were;
/// nothing, where there is nothing to put back, or a merge is still at work.
pub fn recover(root: &Root) -> Result<Option<usize>> {
    if !root.path().join(JOURNAL).exists() {
        return Ok(None);
    }
    match Rewrite::try_lock(root)? {
        Some(rewrite) => rewrite.recover(),
        None => Ok(None),
    }
}

impl<'a> Rewrite<'a> {
    /// Takes the right to change records, and puts back what a broken-off merge left. What is
    /// read from then on is what will be changed.
    pub fn begin(root: &'a Root) -> Result<Rewrite<'a>> {
        let Some(rewrite) = Rewrite::try_lock(root)? else {
            let text = "another `amur merge` is at work here: try again when it is done";
            return Err(Error::Request(text.to_owned()));
        };
        rewrite.recover()?;
        Ok(rewrite)
    }

    fn try_lock(root: &'a Root) -> Result<Option<Rewrite<'a>>> {
        let lock = root.path().join(LOCK);
        loop {
            let held = File::options().write(true).create(true).truncate(false).open(&lock);
            let held = held.map_err(|error| Error::io("create", &lock, error))?;
            match held.try_lock() {
                Ok(()) if is_same(&held, &lock) => {
                    return Ok(Some(Rewrite { root, lock, _held: held }));
                }
                // Whoever had it before has removed it.
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Ok(None),
                Err(TryLockError::Error(error)) => return Err(Error::io("lock", &lock, error)),
            }
        }
    }

    /// Makes the files hold their new texts, all of them or none.
    pub fn write(&self, changes: &[Change]) -> Result<()> {
        self.write_watched(changes, &mut |_| Ok(()))
    }

    /// Does what [`write`](Rewrite::write) does and lets each step be heard of.
    pub fn write_watched(&self, changes: &[Change], watch: Watch<'_>) -> Result<()> {
        let entries = changes.iter().map(|change| self.entry(change)).collect::<Result<_>>()?;
        self.journal(&entries, watch)?;
        let written = self.replace(&entries, watch).and_then(|()| {
            heard(watch, Step::Commit, &self.root.path().join(JOURNAL))?;
            self.forget()
        });
        written.map_err(|error| match self.back(&entries) {
            Ok(()) => error,
            Err(_) => Error::library(
                "going back after a failure",
                format!("{error}; `{JOURNAL}` holds what was there before, and the next `amur` command will try again"),
            ),
        })
    }

    /// Returns what the journal says of a change, once the file is known to be as it was read.
    fn entry(&self, change: &Change) -> Result<Entry> {
        let path = self.real(&change.path)?;
        let known = fs::symlink_metadata(&path).map_err(|error| Error::io("read", &path, error))?;
        if known.permissions().readonly() {
            let text = format!("`{}` is write-protected: nothing was written", change.path);
            return Err(Error::Request(text));
        }
        let present = fs::read_to_string(&path).map_err(|error| Error::io("read", &path, error))?;
        let (bom, text) = match present.strip_prefix(BOM) {
            Some(text) => (BOM, text),
            None => ("", present.as_str()),
        };
        if text != change.before {
            let text = format!("`{}` was changed while it was read: run again", change.path);
            return Err(Error::Request(text));
        }
        let after = change.after.as_ref().map(|after| format!("{bom}{after}"));
        Ok(Entry { path: change.path.to_string(), after, before: present })
    }

    /// Returns the file that a path leads to, so that links stay links.
    fn real(&self, path: &str) -> Result<PathBuf> {
        let path = self.root.path().join(path);
        path.canonicalize().map_err(|error| Error::io("read", path, error))
    }

    fn journal(&self, entries: &Vec<Entry>, watch: Watch<'_>) -> Result<()> {
        let path = self.root.path().join(JOURNAL);
        heard(watch, Step::Journal, &path)?;
        let text = serde_json::to_string_pretty(entries)
            .map_err(|error| Error::library("writing the journal", error))?;
        let aside = aside(&path);
        let written = write(&aside, text.as_bytes(), None)
            .and_then(|()| settle(&self.root.path().join("records"), std::slice::from_ref(&aside)))
            .and_then(|()| rename(&aside, &path));
        written.inspect_err(|_| drop(fs::remove_file(&aside)))
    }

    fn replace(&self, entries: &[Entry], watch: Watch<'_>) -> Result<()> {
        let places =
            entries.iter().map(|entry| self.real(&entry.path)).collect::<Result<Vec<_>>>()?;
        for (at, (entry, place)) in entries.iter().zip(&places).enumerate() {
            if let Some(after) = &entry.after {
                heard(watch, Step::Stage(at), place)?;
                write(&aside(place), after.as_bytes(), Some(place))?;
            }
        }
        settle(&self.root.path().join("records"), &places)?;
        for (at, (entry, place)) in entries.iter().zip(&places).enumerate() {
            heard(watch, Step::Replace(at), place)?;
            match entry.after {
                Some(_) => rename(&aside(place), place)?,
                None => fs::remove_file(self.root.path().join(&entry.path))
                    .map_err(|error| Error::io("remove", place, error))?,
            }
        }
        settle(&self.root.path().join("records"), &places)
    }

    fn recover(&self) -> Result<Option<usize>> {
        let path = self.root.path().join(JOURNAL);
        _ = fs::remove_file(aside(&path));
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Error::io("read", path, error)),
        };
        let foreign = || Error::Request(format!("`{JOURNAL}` is not of this tool: move it away"));
        let entries: Vec<Entry> = serde_json::from_str(&text).map_err(|_| foreign())?;
        if !entries.iter().all(|entry| is_record(&entry.path)) {
            return Err(foreign());
        }
        self.back(&entries)?;
        Ok(Some(entries.len()))
    }

    /// Makes the files hold what they held before. A file that holds neither its old nor its new
    /// text was edited since, and is not touched.
    fn back(&self, entries: &[Entry]) -> Result<()> {
        for Entry { path, before, after } in entries {
            let given = self.root.path().join(path);
            let place = given.canonicalize().unwrap_or(given);
            _ = fs::remove_file(aside(&place));
            match fs::read(&place) {
                Ok(bytes) if bytes == before.as_bytes() => continue,
                Ok(bytes) if after.as_ref().is_some_and(|after| bytes == after.as_bytes()) => {
                    write(&aside(&place), before.as_bytes(), Some(&place))?;
                }
                Ok(_) => {
                    return Err(Error::Request(format!(
                        "`{path}` was edited after a merge broke off: what it held before is in \
                         `{JOURNAL}`; put it in order by hand and delete the journal"
                    )));
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    write(&aside(&place), before.as_bytes(), None)?;
                }
                Err(error) => return Err(Error::io("read", place, error)),
            }
            rename(&aside(&place), &place)?;
        }
        self.forget()
    }

    fn forget(&self) -> Result<()> {
        let path = self.root.path().join(JOURNAL);
        fs::remove_file(&path).map_err(|error| Error::io("remove", path, error))
    }
}

impl Drop for Rewrite<'_> {
    fn drop(&mut self) {
        _ = fs::remove_file(&self.lock);
    }
}

fn heard(watch: Watch<'_>, step: Step, path: &Path) -> Result<()> {
    watch(step).map_err(|error| Error::io("write", path, error))
}

/// Returns whether a lock that is held is the one at this path.
#[cfg(unix)]
fn is_same(held: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    match (held.metadata(), fs::metadata(path)) {
        (Ok(held), Ok(there)) => (held.dev(), held.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_same(_: &File, path: &Path) -> bool {
    path.exists()
}

/// Returns whether a journal may speak of this path: a record's file, inside the dataset.
fn is_record(path: &str) -> bool {
    let inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    inside && path.starts_with("records/") && path.ends_with(".yaml")
}

/// Returns where a file's new text waits: beside it, under a name that no listing shows.
fn aside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}{ASIDE}"))
}

/// Writes a file, with the rights of the one that it will replace.
fn write(path: &Path, bytes: &[u8], like: Option<&Path>) -> Result<()> {
    let failed = |error| Error::io("write", path, error);
    let mut file = File::create(path).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    if let Some(like) = like {
        let rights = fs::metadata(like).map_err(failed)?.permissions();
        file.set_permissions(rights).map_err(failed)?;
    }
    Ok(())
}

/// Waits until what was written and renamed would survive a loss of power. To ask for all at once
/// is much quicker than file by file.
#[cfg(target_os = "linux")]
fn settle(records: &Path, _: &[PathBuf]) -> Result<()> {
    let failed = |error| Error::io("write", records, error);
    let folder = File::open(records).map_err(failed)?;
    rustix::fs::syncfs(&folder).map_err(|errno| failed(errno.into()))
}

/// Waits until what was written would survive a loss of power.
#[cfg(not(target_os = "linux"))]
fn settle(_: &Path, places: &[PathBuf]) -> Result<()> {
    for place in places {
        if let Ok(file) = File::open(aside(place)).or_else(|_| File::open(place)) {
            _ = file.sync_all();
        }
    }
    Ok(())
}

fn rename(from: &Path, to: &Path) -> Result<()> {
    fs::rename(from, to).map_err(|error| Error::io("rename", to, error))
}
