//! Files to their place: they enter one by one, and `outputs/` holds all of them or what it held
//! before. New files are written beside it, and one rename puts them there.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::source::Root;

/// What a build does not make, and leaves as it is.
const KEPT: [&str; 2] = ["README.md", "reports"];

/// What every build makes: a folder that has it was made by one.
const MARK: &str = "datapackage.json";

/// What `outputs/` will hold, in a folder beside it. Whoever reads `outputs/` sees what was there
/// before or all of this; unless it is finished, what was there before.
#[derive(Debug)]
pub struct Staging {
    place: Place,
}

impl Staging {
    /// Begins with nothing. Nobody else can write to `outputs/` until this is dropped.
    pub fn begin(root: &Root) -> Result<Staging> {
        let place = Place::lock(root)?;
        place.clean()?;
        place.refuse_foreign()?;
        let staging = Staging { place };
        make_folder(&staging.place.staging)?;
        Ok(staging)
    }

    /// Returns where to write a file now, whose path inside `outputs/` is given with `/` between
    /// folders.
    pub fn path(&self, inside: &str) -> Result<PathBuf> {
        let path = self.place.staging.join(inside);
        make_folder_of(&path)?;
        Ok(path)
    }

    /// Adds a file of these bytes.
    pub fn add(&self, inside: &str, bytes: &[u8]) -> Result<()> {
        write_file(&self.path(inside)?, bytes)
    }

    /// Makes `outputs/` hold these files, and of what it held before only its README and its
    /// reports.
    pub fn finish(self) -> Result<()> {
        self.place.keep()?;
        self.place.swap()
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next build.
        _ = remove(&self.place.staging);
        _ = remove(&self.place.old);
    }
}

/// Writes one file into `outputs/`, beside those that are there. `path` is inside `outputs/`.
pub fn write_one(root: &Root, path: &str, bytes: &[u8]) -> Result<()> {
    let place = Place::lock(root)?;
    place.restore()?;
    let path = place.outputs.join(path);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let staged = path.with_file_name(format!(".{name}.new"));
    make_folder_of(&path)?;
    let written = write_file(&staged, bytes).and_then(|()| rename(&staged, &path));
    if written.is_err() {
        _ = fs::remove_file(&staged);
    }
    written
}

/// The folder to write, with the paths beside it that this needs, and the right to write.
#[derive(Debug)]
struct Place {
    outputs: PathBuf,
    staging: PathBuf,
    old: PathBuf,
    _lock: File,
}

impl Place {
    fn lock(root: &Root) -> Result<Place> {
        let outputs = real(&root.path().join("outputs"))?;
        let name = outputs.file_name().unwrap_or_default().to_string_lossy();
        let beside = |ending: &str| outputs.with_file_name(format!(".{name}.{ending}"));
        let path = beside("lock");
        let lock = File::options().write(true).create(true).truncate(false).open(&path);
        let lock = lock.map_err(|error| Error::io("create", &path, error))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(Error::Request(format!(
                    "another `amur` is writing to `{}`: try again when it is done",
                    outputs.display()
                )));
            }
            Err(TryLockError::Error(error)) => return Err(Error::io("lock", &path, error)),
        }
        Ok(Place { staging: beside("new"), old: beside("old"), _lock: lock, outputs })
    }

    /// Brings back what was there before, where a build was killed between two renames.
    fn restore(&self) -> Result<()> {
        match !self.outputs.exists() && self.old.exists() {
            true => rename(&self.old, &self.outputs),
            false => Ok(()),
        }
    }

    /// Removes what a killed build left.
    fn clean(&self) -> Result<()> {
        self.restore()?;
        remove(&self.staging)?;
        remove(&self.old)
    }

    /// Refuses to replace a folder that no build has made: what it holds would be lost.
    fn refuse_foreign(&self) -> Result<()> {
        if self.outputs.join(MARK).exists() {
            return Ok(());
        }
        let Ok(entries) = fs::read_dir(&self.outputs) else { return Ok(()) };
        let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
        let foreign = names.filter(|name| !name.starts_with('.') && !KEPT.contains(&name.as_str()));
        match foreign.min() {
            None => Ok(()),
            Some(name) => Err(Error::Request(format!(
                "`{}` was not made by a build, which would delete it: move it elsewhere",
                self.outputs.join(name).display()
            ))),
        }
    }

    /// Copies what a build does not make.
    fn keep(&self) -> Result<()> {
        for name in KEPT {
            let path = self.outputs.join(name);
            match fs::symlink_metadata(&path) {
                Ok(_) => copy(&path, &self.staging.join(name))?,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(Error::io("read", path, error)),
            }
        }
        Ok(())
    }

    fn swap(&self) -> Result<()> {
        if !self.outputs.exists() {
            return rename(&self.staging, &self.outputs);
        }
        if exchange(&self.staging, &self.outputs)? {
            return Ok(());
        }
        rename(&self.outputs, &self.old)?;
        rename(&self.staging, &self.outputs).inspect_err(|_| {
            _ = fs::rename(&self.old, &self.outputs);
        })
    }
}

/// Returns where a folder really is, or will be.
fn real(path: &Path) -> Result<PathBuf> {
    let Ok(known) = fs::symlink_metadata(path) else { return Ok(path.to_owned()) };
    let real = match known.is_symlink() {
        true => fs::canonicalize(path).map_err(|error| Error::io("read", path, error))?,
        false => path.to_owned(),
    };
    match fs::metadata(&real) {
        Ok(known) if cfg!(unix) && known.is_dir() && known.permissions().readonly() => {
            Err(Error::Request(format!("`{}` is write-protected", path.display())))
        }
        Ok(known) if known.is_dir() => Ok(real),
        _ => Err(Error::Request(format!(
            "`{}` is a file, and a build needs a folder there",
            path.display()
        ))),
    }
}

/// Swaps two folders in one step, and says whether the file system can.
#[cfg(target_os = "linux")]
fn exchange(one: &Path, other: &Path) -> Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Ok(false),
        Err(errno) => Err(Error::io("replace", other, errno.into())),
    }
}

/// Says that there is no way to swap two folders in one step.
#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> Result<bool> {
    Ok(false)
}

/// Copies a file or a folder; links stay links.
fn copy(from: &Path, to: &Path) -> Result<()> {
    let failed = |error| Error::io("copy", from, error);
    let kind = fs::symlink_metadata(from).map_err(failed)?.file_type();
    if kind.is_symlink() {
        return copy_link(from, to).map_err(failed);
    }
    if kind.is_file() {
        return fs::copy(from, to).map(drop).map_err(failed);
    }
    if !kind.is_dir() {
        let text = format!("`{}` is neither a file nor a folder: move it away", from.display());
        return Err(Error::Request(text));
    }
    make_folder(to)?;
    for entry in fs::read_dir(from).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        copy(&entry.path(), &to.join(entry.file_name()))?;
    }
    Ok(())
}

#[cfg(unix)]
fn copy_link(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(fs::read_link(from)?, to)
}

#[cfg(not(unix))]
fn copy_link(from: &Path, to: &Path) -> io::Result<()> {
    fs::copy(from, to).map(drop)
}

/// Removes a file, or a folder with all that it holds, if it is there.
fn remove(path: &Path) -> Result<()> {
    let removed = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
        Ok(known) if known.is_dir() => fs::remove_dir_all(path)
            .or_else(|_| unprotect(path).and_then(|()| fs::remove_dir_all(path))),
        Ok(_) => fs::remove_file(path),
    };
    removed.map_err(|error| Error::io("remove", path, error))
}

/// Takes the write protection from a folder and the folders in it.
#[cfg(unix)]
fn unprotect(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            unprotect(&entry.path())?;
        }
    }
    Ok(())
}

#[cfg(not(unix))]
fn unprotect(_: &Path) -> io::Result<()> {
    Ok(())
}

fn make_folder_of(path: &Path) -> Result<()> {
    path.parent().map_or(Ok(()), make_folder)
}

fn make_folder(path: &Path) -> Result<()> {
    fs::create_dir_all(path).map_err(|error| Error::io("create", path, error))
}

fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes).map_err(|error| Error::io("write", path, error))
}

fn rename(from: &Path, to: &Path) -> Result<()> {
    fs::rename(from, to).map_err(|error| Error::io("rename", to, error))
}
