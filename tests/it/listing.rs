//! Folders as they can be on a disk: hidden files, odd names, pipes, links in rings. Whatever there
//! is, listing it ends, and what cannot be a record is named.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use amur::diagnostic::Sink;

use crate::folder::Folder;

/// A dataset's folder, and what listing its records gives: paths, then codes with places.
fn list(build: impl Fn(&Path)) -> String {
    let folder = Folder::empty();
    fs::create_dir_all(folder.path().join("records/a")).expect("a folder");
    build(&folder.path().join("records"));
    let root = folder.root();
    let mut sink = Sink::new();
    let mut out = String::new();
    for path in root.list("records", &mut sink).expect("a list") {
        let read = root.read(&path, &mut sink).is_some();
        let _ = writeln!(out, "{path}{}", if read { "" } else { " not read" });
    }
    amur::diagnostic::sort(&mut sink);
    for fault in sink {
        let _ = writeln!(out, "{} {}: {}", fault.code, fault.primary.place.file, fault.message);
    }
    out
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, bytes).expect("a file");
}

#[test]
fn files_are_listed_in_byte_order_without_hidden_ones() {
    let found = list(|records| {
        for name in
            ["b.yaml", "a/z.yaml", "a.yaml", "a-b.yaml", "a/.x.yaml", ".git/c.yaml", "я.txt", "Z"]
        {
            write(&records.join(name), b"a: b\n");
        }
        write(&records.join(".gitignore"), b"*.yaml\n");
    });
    let expected = "Z a-b.yaml a.yaml a/z.yaml b.yaml я.txt";
    let expected = expected.split(' ').map(|name| format!("records/{name}\n"));
    assert_eq!(found, expected.collect::<String>());
}

#[test]
fn what_is_not_a_small_text_is_refused() {
    let found = list(|records| {
        write(&records.join("a/bom.yaml"), b"\xef\xbb\xbfa: b\n");
        write(&records.join("a/cp1251.yaml"), b"a: \xd5\xe0\n");
        write(&records.join("a/folder.yaml/b.yaml"), b"a: b\n");
        write(&records.join("a/full.yaml"), &vec![b'#'; 1024 * 1024]);
        write(&records.join("a/large.yaml"), &vec![b'#'; 1024 * 1024 + 1]);
        write(&records.join("a/utf16.yaml"), b"\xff\xfea\x00:\x00");
        write(&records.join("a/zero.yaml"), b"");
    });
    snapbox::assert_data_eq!(
        found,
        snapbox::str![[r#"
records/a/bom.yaml
records/a/cp1251.yaml not read
records/a/full.yaml
records/a/large.yaml not read
records/a/utf16.yaml not read
records/a/zero.yaml
F101 records/a/cp1251.yaml: this file is not UTF-8 text
F102 records/a/folder.yaml: a folder has the name of a record
F103 records/a/large.yaml: this file has 1048577 bytes; the most that is read is 1048576 (1 MiB)
F101 records/a/utf16.yaml: this file is UTF-16 text, not UTF-8

"#]]
    );
}

#[cfg(unix)]
#[test]
fn odd_names_and_odd_files_are_refused() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let found = list(|records| {
        write(&records.join("a/line\nbreak.yaml"), b"a: b\n");
        write(&records.join("a/bell\x07/b.yaml"), b"a: b\n");
        write(&records.join(OsStr::from_bytes(b"a/\xff.yaml")), b"a: b\n");
        let socket = std::os::unix::net::UnixListener::bind(records.join("a/socket.yaml"));
        drop(socket.expect("a socket"));
        let made = std::process::Command::new("mkfifo").arg(records.join("a/pipe.yaml")).status();
        assert!(made.expect("mkfifo runs").success());
        std::os::unix::fs::symlink("pipe.yaml", records.join("a/to-pipe.yaml")).expect("a link");
    });
    // Snapbox takes a backslash for a folder's end.
    snapbox::assert_data_eq!(
        found.replace('\\', "%"),
        snapbox::str![[r#"
F106 records/a/bell%u{7}: this name holds a line break or another control character
F106 records/a/line%nbreak.yaml: this name holds a line break or another control character
F102 records/a/pipe.yaml: this is neither a file nor a folder
F102 records/a/socket.yaml: this is neither a file nor a folder
F102 records/a/to-pipe.yaml: this is neither a file nor a folder
F106 records/a/�.yaml: this name is not UTF-8 text

"#]]
    );
}

#[cfg(target_os = "linux")]
#[test]
fn links_are_followed_once_and_never_in_rings() {
    use std::os::unix::fs::symlink;
    let found = list(|records| {
        let link = |to: &str, name: &str| symlink(to, records.join(name)).expect("a link");
        write(&records.join("a/b.yaml"), b"a: b\n");
        write(&records.join("../elsewhere/c.yaml"), b"a: b\n");
        link("b.yaml", "a/file.yaml");
        link("gone.yaml", "a/broken.yaml");
        link("self", "a/self");
        link(".", "a/here");
        link("../..", "a/up");
        link("/", "a/top");
        link("../elsewhere", "other");
        link("../elsewhere", "other-again");
        // A web of links with 2 to the 20th ways through it.
        for level in 0..20 {
            fs::create_dir_all(records.join(format!("../web/{level}"))).expect("a folder");
            for way in ["x", "y"] {
                link(&format!("../{}", level + 1), &format!("../web/{level}/{way}"));
            }
        }
        write(&records.join("../web/20/end.yaml"), b"a: b\n");
        link("../web/0", "web");
    });
    let (web, rest): (Vec<&str>, Vec<&str>) =
        found.lines().partition(|line| line.contains("/web/"));
    assert_eq!((web.len(), found.matches("end.yaml").count()), (21, 1), "{found}");
    snapbox::assert_data_eq!(
        rest.join("\n"),
        snapbox::str![[r#"
records/a/b.yaml
records/a/file.yaml
records/other/c.yaml
F102 records/a/broken.yaml: this link leads to nothing
F102 records/a/here: this link leads back to a folder that holds it
F102 records/a/self: this link cannot be followed: Too many levels of symbolic links (os error 40)
F102 records/a/top: this link leads back to a folder that holds it
F102 records/a/up: this link leads back to a folder that holds it
F102 records/other-again: this folder is already listed as `records/other`
"#]]
    );
}

#[cfg(unix)]
#[test]
fn a_folder_without_permission_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let found = list(|records| {
        let closed = records.join("closed");
        write(&closed.join("b.yaml"), b"a: b\n");
        write(&records.join("c.yaml"), b"a: b\n");
        let close = |path: &Path| fs::set_permissions(path, fs::Permissions::from_mode(0o000));
        close(&records.join("c.yaml")).expect("closed");
        close(&closed).expect("closed");
    });
    // To the superuser nothing is closed.
    let open = "records/c.yaml\nrecords/closed/b.yaml\n";
    let closed = "records/c.yaml not read\n\
        F102 records/c.yaml: this file cannot be read: permission denied\n\
        F102 records/closed: this folder cannot be read: permission denied\n";
    assert!(found == open || found == closed, "{found}");
}
