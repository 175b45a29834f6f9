//! The program `amur`: arguments enter, an exit code leaves. All else happens in the library.

use std::process::ExitCode;

use amur::{cli, run};

fn main() -> ExitCode {
    let cli = cli::Cli::read();
    let mut screen = run::Screen::new(cli.color);
    match run::run(&cli, &mut screen) {
        Ok(exit) => exit.into(),
        Err(error) => {
            screen.error(&error);
            run::Exit::Failed.into()
        }
    }
}
