//! Starts the program and, beside it, the pretend internet.

use coranto_world::{Running, World};
use std::path::Path;
use std::process::{Command, Output, Stdio};

pub struct Told {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl From<Output> for Told {
    fn from(output: Output) -> Told {
        Told {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// The program in an empty folder, with none of this machine's settings.
pub fn coranto(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_coranto"));
    command.args(args).current_dir(folder).stdin(Stdio::null());
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("CORANTO_")) {
        command.env_remove(name);
    }
    command
}

pub fn run(folder: &Path, args: &[&str]) -> Told {
    coranto(folder, args).output().unwrap().into()
}

/// The program with every address leading to the pretend internet.
pub fn run_in(world: &Running, folder: &Path, args: &[&str]) -> Told {
    coranto(folder, args)
        .env("CORANTO_TEST_DETOUR", world.address.to_string())
        .env("CORANTO_FETCH_PER_HOST_SPACING_MS", "0")
        .output()
        .unwrap()
        .into()
}

/// A world that goes on answering while the test waits for the program.
pub struct PretendInternet {
    pub running: Running,
    pub world: World,
    _runtime: tokio::runtime::Runtime,
}

pub fn pretend_internet() -> PretendInternet {
    internet_of(World::demo(coranto_core::Clock::System))
}

pub fn internet_of(world: World) -> PretendInternet {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let running = runtime.block_on(world.start()).unwrap();
    PretendInternet { running, world, _runtime: runtime }
}
