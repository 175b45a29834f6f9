//! Records rewritten, and everything that can go wrong on the way: they hold all of what is new or
//! all of what was there before.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::Command;

use amur::merge::Change;
use amur::output::{Rewrite, Step, recover};
use amur::source::Root;

use crate::folder::Folder;
use crate::merge::{dataset, records};

const JOURNAL: &str = "records/.amur-merge.json";
const MARKED: &str = "records/places/marked.yaml";

/// Returns a dataset with a file that has a byte-order mark, and changes of four files: three
/// texts, of which one goes below a folder of its own, and one that is deleted.
fn prepared() -> (Folder, Vec<Change>) {
    let folder = dataset();
    folder.write(MARKED, "\u{feff}name: {en: Marked}\r\n");
    folder.write("records/places/far/away.yaml", "name: {en: Away}");
    let change = |path: &str, after: Option<&str>| {
        let before = folder.root().text(path).expect("it is there");
        let after = after.map(str::to_owned);
        Change { path: path.into(), before, after, references: 0, repeats: 0 }
    };
    let changes = vec![
        change(MARKED, Some("name: {en: New}\r\n")),
        change("records/places/harbin.yaml", None),
        change("records/places/far/away.yaml", Some("name: {en: Near}")),
        change("records/places/dalian.yaml", Some("name: {en: Port}\n")),
    ];
    (folder, changes)
}

/// Returns the steps of a rewrite that meets with nothing.
fn steps() -> Vec<Step> {
    let (folder, changes) = prepared();
    let root = folder.root();
    let mut steps = Vec::new();
    let mut watch = |step| {
        steps.push(step);
        Ok(())
    };
    Rewrite::begin(&root)
        .expect("nobody else")
        .write_watched(&changes, &mut watch)
        .expect("it can");
    let after = records(&folder);
    assert_eq!(after[MARKED], "\u{feff}name: {en: New}\r\n".as_bytes());
    assert!(!after.contains_key("records/places/harbin.yaml"));
    assert!(after.keys().all(|path| !path.contains("/.")), "{:?}", after.keys());
    steps
}

type Files = BTreeMap<String, Vec<u8>>;

/// Breaks off where `step` is about to be taken, as a kill would, and returns what was there before.
fn broken_off(folder: &Folder, changes: &[Change], last: Step) -> Files {
    let before = records(folder);
    let root = folder.root();
    let killed = catch_unwind(AssertUnwindSafe(|| {
        let rewrite = Rewrite::begin(&root).expect("nobody else");
        let mut watch = |step| if step == last { panic!("killed at {step:?}") } else { Ok(()) };
        rewrite.write_watched(changes, &mut watch)
    }));
    assert!(killed.is_err(), "{last:?} is on the way");
    before
}

#[test]
fn whatever_step_fails_nothing_has_changed() {
    let steps = steps();
    assert_eq!(steps.len(), 1 + 3 + 4 + 1);
    for failing in steps {
        let (folder, changes) = prepared();
        let before = records(&folder);
        let root = folder.root();
        let rewrite = Rewrite::begin(&root).expect("nobody else");
        let mut watch = |step| match step == failing {
            true => Err(io::Error::from(io::ErrorKind::StorageFull)),
            false => Ok(()),
        };
        let failed = rewrite.write_watched(&changes, &mut watch);
        assert!(failed.is_err(), "{failing:?}");
        drop(rewrite);
        assert_eq!(records(&folder), before, "{failing:?}");
    }
}

#[test]
fn whatever_step_is_the_last_the_next_command_puts_all_back() {
    for last in steps() {
        let (folder, changes) = prepared();
        let before = broken_off(&folder, &changes, last);
        let journal = folder.path().join(JOURNAL).exists();
        assert_eq!(journal, last != Step::Journal);
        // A process that is killed leaves its lock, which nobody holds.
        folder.write("records/.amur-merge.lock", "");
        let found = recover(&folder.root()).expect("it can be put back");
        assert_eq!(found, journal.then_some(4));
        if !journal {
            fs::remove_file(folder.path().join("records/.amur-merge.lock")).expect("it is there");
        }
        assert_eq!(records(&folder), before, "{last:?}");
    }
}

#[test]
fn a_command_says_that_it_put_records_back() {
    let (folder, changes) = prepared();
    let before = broken_off(&folder, &changes, Step::Replace(3));
    assert_ne!(records(&folder), before);
    let mut command = Command::new(env!("CARGO_BIN_EXE_amur"));
    let ran = command.arg("check").current_dir(folder.path()).output().expect("it runs");
    let said = String::from_utf8_lossy(&ran.stderr);
    assert_eq!(said, "note: a merge broke off; 4 records stand as before it\n");
    assert_eq!(records(&folder), before);
}

#[test]
fn what_was_edited_since_is_not_touched() {
    let (folder, changes) = prepared();
    broken_off(&folder, &changes, Step::Commit);
    folder.write(MARKED, "name: {en: By hand}\n");
    let failed = recover(&folder.root()).expect_err("it was edited").to_string();
    assert!(failed.contains("was edited after a merge broke off"), "{failed}");
    assert_eq!(records(&folder)[MARKED], b"name: {en: By hand}\n");
    assert!(folder.path().join(JOURNAL).exists());
}

#[test]
fn a_journal_from_elsewhere_is_not_followed() {
    for path in ["../out.yaml", "schemas/kinds/places.yaml", "records/../out.yaml", "/out.yaml"] {
        let folder = dataset();
        folder.write(JOURNAL, format!(r#"[{{"path":"{path}","before":"x","after":null}}]"#));
        let failed = recover(&folder.root()).expect_err("it is foreign").to_string();
        assert!(failed.contains("is not of this tool"), "{failed}");
        assert!(!folder.path().join(path).exists() || path.starts_with("schemas"), "{path}");
    }
    let folder = dataset();
    folder.write(JOURNAL, "{");
    assert!(recover(&folder.root()).is_err());
}

fn refused(folder: &Folder, changes: &[Change]) -> String {
    let before = records(folder);
    let root = folder.root();
    let failed = Rewrite::begin(&root).expect("nobody else").write(changes);
    assert_eq!(records(folder), before);
    failed.expect_err("it is refused").to_string()
}

#[test]
fn protected_and_changed_files_are_refused() {
    let (folder, changes) = prepared();
    let path = folder.path().join("records/places/dalian.yaml");
    let mut rights = fs::metadata(&path).expect("it is there").permissions();
    rights.set_readonly(true);
    fs::set_permissions(&path, rights).expect("it can be");
    let said = refused(&folder, &changes);
    assert_eq!(said, "`records/places/dalian.yaml` is write-protected: nothing was written");
    let (folder, changes) = prepared();
    folder.write("records/places/dalian.yaml", "name: {en: Dalian}\n# a remark\n");
    let said = refused(&folder, &changes);
    assert_eq!(said, "`records/places/dalian.yaml` was changed while it was read: run again");
    let (folder, changes) = prepared();
    // Where the new text should wait, something stands that cannot be replaced.
    fs::create_dir(folder.path().join("records/places/.dalian.yaml.amur-merge")).expect("a folder");
    assert!(refused(&folder, &changes).starts_with("cannot write"));
}

#[cfg(unix)]
#[test]
fn links_and_rights_stay() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let (folder, changes) = prepared();
    let (real, link) = (folder.path().join("elsewhere"), folder.path().join(MARKED));
    fs::rename(&link, &real).expect("it can be moved");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).expect("it can be");
    symlink(&real, &link).expect("a link");
    let root: Root = folder.root();
    Rewrite::begin(&root).expect("nobody else").write(&changes).expect("it can be written");
    assert!(fs::symlink_metadata(&link).expect("it is there").is_symlink());
    let known = fs::metadata(&real).expect("it is there");
    assert_eq!(known.permissions().mode() & 0o777, 0o640);
    assert_eq!(fs::read(&real).expect("a file"), "\u{feff}name: {en: New}\r\n".as_bytes());
}

#[test]
fn two_merges_do_not_run_at_once() {
    let folder = dataset();
    let root = folder.root();
    let first = Rewrite::begin(&root).expect("nobody else");
    assert!(Rewrite::begin(&root).is_err());
    assert_eq!(recover(&root).expect("there is nothing to do"), None);
    let mut command = Command::new(env!("CARGO_BIN_EXE_amur"));
    let command = command.args(["merge", "harbin", "dalian"]).current_dir(folder.path());
    let ran = command.output().expect("it runs");
    assert_eq!(ran.status.code(), Some(2));
    let said = String::from_utf8_lossy(&ran.stderr);
    assert_eq!(said, "error: another `amur merge` is at work here: try again when it is done\n");
    drop(first);
    Rewrite::begin(&root).expect("nobody else");
    assert!(records(&folder).keys().all(|path| !path.contains("/.")));
}
