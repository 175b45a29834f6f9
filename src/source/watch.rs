//! Waiting for a save: a dataset's folders enter, and a call returns when something in them may
//! have changed. What it is, others find out by looking; nothing is read here.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::Root;

/// The folders that are watched.
const FOLDERS: [&str; 2] = ["records", "schemas"];

/// How long nothing must happen before a save is taken for done: editors write twice, or write
/// elsewhere and rename.
const QUIET: Duration = Duration::from_millis(10);

/// How long that is waited for.
const LONGEST: Duration = Duration::from_millis(300);

/// How often to look where the system tells of changes, since it does not tell of those that
/// are made on another machine.
const SELDOM: Duration = Duration::from_secs(2);

/// How often to look where it tells of none.
const OFTEN: Duration = Duration::from_millis(300);

/// The folders of a dataset, watched.
#[derive(Debug)]
pub struct Watch {
    root: PathBuf,
    ears: Option<system::Ears>,
    heard: Receiver<()>,
}

impl Watch {
    /// Begins to watch `records/` and `schemas/`.
    pub fn begin(root: &Root) -> Watch {
        let (tell, heard) = channel();
        let ears = system::Ears::open(root.path(), tell);
        Watch { root: root.path().to_owned(), ears, heard }
    }

    /// Takes in folders that are new, with all that happens in them from now on: whoever looks
    /// after this misses nothing.
    pub fn cover(&mut self) {
        let covered = self.ears.as_mut().is_some_and(|ears| ears.cover(&self.root));
        if !covered {
            self.ears = None;
        }
    }

    /// Waits until something may have changed, and no more does.
    pub fn wait(&self) {
        let patience = if self.ears.is_some() { SELDOM } else { OFTEN };
        match self.heard.recv_timeout(patience) {
            Ok(()) => self.settle(),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => thread::sleep(OFTEN),
        }
    }

    fn settle(&self) {
        let begun = Instant::now();
        while begun.elapsed() < LONGEST && self.heard.recv_timeout(QUIET).is_ok() {}
    }
}

#[cfg(target_os = "linux")]
mod system {
    use std::collections::BTreeSet;
    use std::fs;
    use std::mem::MaybeUninit;
    use std::os::fd::OwnedFd;
    use std::path::{Path, PathBuf};
    use std::sync::Arc;
    use std::sync::mpsc::Sender;
    use std::thread;

    use rustix::fs::inotify::{self, CreateFlags, Event, Reader, WatchFlags};
    use rustix::io::Errno;

    use super::FOLDERS;

    /// What the kernel tells of folders.
    #[derive(Debug)]
    pub(super) struct Ears {
        kernel: Arc<OwnedFd>,
    }

    impl Ears {
        /// Begins to listen; nothing, where the kernel does not let us.
        pub(super) fn open(root: &Path, tell: Sender<()>) -> Option<Ears> {
            let kernel = Arc::new(inotify::init(CreateFlags::CLOEXEC).ok()?);
            let top = inotify::add_watch(&kernel, root, events()).ok()?;
            let listened = Arc::clone(&kernel);
            thread::spawn(move || listen(&listened, top, &tell));
            Some(Ears { kernel })
        }

        /// Listens to all folders that there are; says whether the kernel lets us.
        pub(super) fn cover(&mut self, root: &Path) -> bool {
            let mut open: Vec<PathBuf> = FOLDERS.iter().map(|name| root.join(name)).collect();
            let mut covered = BTreeSet::new();
            while let Some(folder) = open.pop() {
                match inotify::add_watch(&self.kernel, &folder, events()) {
                    // What is reached twice is entered once, so that links cannot lead in rings.
                    Ok(watch) if !covered.insert(watch) => continue,
                    Ok(_) => {}
                    Err(Errno::NOSPC | Errno::NOMEM) => return false,
                    Err(_) => continue,
                }
                let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
                // Of most entries the folder says what they are; only links are looked up.
                let entries = entries.filter(|entry| {
                    entry.file_type().is_ok_and(|kind| kind.is_dir() || kind.is_symlink())
                });
                let inner = entries.map(|entry| entry.path()).filter(|path| path.is_dir());
                open.extend(inner.filter(|path| {
                    path.file_name().is_none_or(|name| seen(name.as_encoded_bytes()))
                }));
            }
            true
        }
    }

    fn events() -> WatchFlags {
        WatchFlags::CLOSE_WRITE
            | WatchFlags::CREATE
            | WatchFlags::DELETE
            | WatchFlags::MOVE
            | WatchFlags::ATTRIB
            | WatchFlags::DELETE_SELF
            | WatchFlags::MOVE_SELF
            | WatchFlags::ONLYDIR
    }

    /// Tells of what happens, as long as there is somebody to tell.
    fn listen(kernel: &OwnedFd, top: i32, tell: &Sender<()>) {
        let mut buffer = [MaybeUninit::uninit(); 4096];
        let mut reader = Reader::new(kernel, &mut buffer);
        loop {
            match reader.next() {
                Ok(event) if matters(&event, top) && tell.send(()).is_err() => return,
                Ok(_) | Err(Errno::INTR) => {}
                Err(_) => return,
            }
        }
    }

    fn matters(event: &Event<'_>, top: i32) -> bool {
        let Some(name) = event.file_name().map(|name| name.to_bytes()) else { return true };
        match event.wd() == top {
            true => FOLDERS.iter().any(|folder| folder.as_bytes() == name),
            false => seen(name),
        }
    }

    /// Returns whether a file is not one that an editor keeps for itself.
    fn seen(name: &[u8]) -> bool {
        !name.starts_with(b".") && !name.ends_with(b"~")
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use std::path::Path;
    use std::sync::mpsc::Sender;

    /// What the system tells of folders: here nothing.
    #[derive(Debug)]
    pub(super) struct Ears;

    impl Ears {
        /// Says that there is nothing to hear.
        pub(super) fn open(_: &Path, _: Sender<()>) -> Option<Ears> {
            None
        }

        /// Says that nothing is heard.
        pub(super) fn cover(&mut self, _: &Path) -> bool {
            false
        }
    }
}
