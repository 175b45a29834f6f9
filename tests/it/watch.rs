//! The program as it watches a dataset: files are saved as editors save them, and what it says
//! is waited for. No time is asserted; waiting has only an end.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use crate::folder::{Folder, fixture};

/// When a line that does not come is missed.
const PATIENCE: Duration = Duration::from_secs(120);

struct Watching {
    folder: Folder,
    program: Child,
    lines: Receiver<String>,
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.program.kill().expect("it runs until it is stopped");
        self.program.wait().expect("it was stopped");
    }
}

impl Watching {
    fn begin(arguments: &[&str]) -> Watching {
        let folder = Folder::of(&fixture("small"));
        let mut command = Command::new(env!("CARGO_BIN_EXE_amur"));
        command.args(["check", "--watch"]).args(arguments).current_dir(folder.path());
        let mut program = command.stdout(Stdio::piped()).spawn().expect("the program runs");
        let out = BufReader::new(program.stdout.take().expect("a pipe"));
        let (tell, lines) = channel();
        thread::spawn(move || out.lines().try_for_each(|line| tell.send(line.expect("UTF-8"))));
        Watching { folder, program, lines }
    }

    /// Waits for a line that begins so, and returns the lines that came before it.
    fn wait(&self, start: &str) -> Vec<String> {
        let mut before = Vec::new();
        loop {
            match self.lines.recv_timeout(PATIENCE) {
                Ok(line) if line.starts_with(start) => return before,
                Ok(line) => before.push(line),
                Err(_) => panic!("no line begins with {start:?}:\n{}", before.join("\n")),
            }
        }
    }

    /// Saves a file as many editors do: written elsewhere, then renamed.
    fn save(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        let name = path.file_name().expect("a file").to_string_lossy();
        let beside = path.with_file_name(format!(".{name}.swp"));
        fs::write(&beside, text).expect("a file beside it");
        fs::rename(&beside, &path).expect("a file to replace");
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.folder.path().join(path)).expect("the fixture is there")
    }
}

const TOUR: &str = "records/visits/tour-2025.yaml";

#[test]
fn a_fault_comes_with_a_save_and_goes_when_it_is_cured() {
    let watching = Watching::begin(&[]);
    watching.wait("5 records are clean");
    let tour = watching.text(TOUR);
    watching.save(TOUR, &format!("{tour}nonsense: 1\n"));
    let before = watching.wait("error[V103]");
    assert_eq!(before, [""], "an empty line stands between reports");
    watching.wait("1 error in 1 of 5 records");
    fs::write(watching.folder.path().join(TOUR), &tour).expect("it can be written");
    watching.wait("5 records are clean");
    fs::remove_file(watching.folder.path().join("records/places/harbin.yaml"))
        .expect("it is there");
    watching.wait("error[R101]");
}

#[test]
fn new_folders_and_changed_pages_are_seen() {
    let watching = Watching::begin(&["--format", "json"]);
    assert_eq!(watching.wait(r#"{"checked":5,"faults":0}"#), [""; 0]);
    watching.folder.write("records/visits/2026/second.yaml", "title: {en: Second}\n");
    let before = watching.wait(r#"{"checked":6,"faults":"#);
    assert!(before.last().expect("a fault").contains("second.yaml"), "{before:?}");
    let page = "schemas/kinds/visits.yaml";
    let text = watching.text(page);
    watching.save(page, &text.replace("description", "descripton"));
    let before = watching.wait(r#"{"checked":0,"faults":"#);
    assert!(before.iter().any(|line| line.contains("schemas/kinds/visits.yaml")), "{before:?}");
    watching.save(page, &text);
    watching.wait(r#"{"checked":6,"faults":"#);
    let tour = watching.text(TOUR);
    let places = watching.folder.path().join("records/visits/2026");
    fs::remove_dir_all(places).expect("it is there");
    watching.wait(r#"{"checked":5,"faults":0}"#);
    watching.save(TOUR, &tour.replace("status: held", "status: heldd"));
    watching.wait(r#"{"checked":5,"faults":1}"#);
}
