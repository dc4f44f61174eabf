//! What is needed, and whether it is there.

use anyhow::Result;

use crate::system::{Need, find_geckodriver, on_path, version};
use crate::{model, wasm};

/// A linker and a C compiler: Rust needs the one, the drivers' TLS library the other.
pub(crate) const COMPILER: Need = Need {
    what: "C compiler and linker (cc)",
    packages: &["build-essential"],
    otherwise: "install gcc or clang with a linker",
    find: || version("cc", &["--version"]),
};

/// Node 20 or newer, with npm.
pub(crate) const NODE: Need = Need {
    what: "Node 20 or newer, with npm",
    // Debian 12 has Node 18 only, which cannot build the extension.
    packages: &[],
    otherwise: "install Node 20 or newer with npm (Debian 13: apt-get install nodejs npm; \
                Debian 12 has only 18: take it from nodejs.org)",
    find: node,
};

/// Python with pip.
pub(crate) const PIP: Need = Need {
    what: "Python 3 with pip",
    packages: &["python3", "python3-pip"],
    otherwise: "install Python 3.10 to 3.13 with pip",
    find: || version("python3", &["-m", "pip", "--version"]),
};

/// Python's virtual environments, for the chat of the demo.
pub(crate) const VENV: Need = Need {
    what: "Python's venv",
    packages: &["python3-venv"],
    otherwise: "install Python's venv and ensurepip modules",
    find: || version("python3", &["-c", "import venv, ensurepip; print('with ensurepip')"]),
};

/// Chromium and what drives it.
pub(crate) const CHROMIUM: Need = Need {
    what: "Chromium and chromedriver",
    packages: &["chromium", "chromium-driver"],
    otherwise: "install Chromium (not Chrome: it loads no unpacked extension from a command line) \
                and the chromedriver of the same version",
    find: || version("chromedriver", &["--version"]).filter(|_| on_path("chromium").is_some()),
};

/// Firefox.
pub(crate) const FIREFOX: Need = Need {
    what: "Firefox",
    packages: &["firefox-esr"],
    otherwise: "install Firefox 140 or newer",
    find: || on_path("firefox-esr").or_else(|| on_path("firefox")).map(|path| path.display().to_string()),
};

/// What makes a network of its own for a test.
pub(crate) const NETWORK: Need = Need {
    what: "ip and unshare, for the network test",
    packages: &["iproute2", "util-linux"],
    otherwise: "the network test needs Linux with iproute2 and util-linux",
    find: || on_path("ip").and_then(|_| version("unshare", &["--version"])),
};

/// A C++ compiler, for fuzzing: libFuzzer is written in it.
pub(crate) const CPP: Need = Need {
    what: "C++ compiler (c++), for fuzzing",
    packages: &["g++"],
    otherwise: "install g++ or clang++",
    find: || version("c++", &["--version"]),
};

/// What makes a file system and looks into it, for the slow tests.
pub(crate) const FILE_SYSTEMS: Need = Need {
    what: "mkfs.ext4 and debugfs, for the slow tests",
    packages: &["e2fsprogs"],
    otherwise: "the slow tests need Linux with e2fsprogs",
    find: || on_path("mkfs.ext4").and(on_path("debugfs")).map(|path| path.display().to_string()),
};

/// Says what is there and what is missing, with the way to get it.
pub(crate) fn report() -> Result<()> {
    let mut missing = false;
    let mut line = |what: &str, found: Option<String>, remedy: String| {
        missing |= found.is_none();
        match found {
            Some(found) => println!("  ok       {what}: {found}"),
            None => println!("  missing  {what}\n           {remedy}"),
        }
    };
    line("Rust", version("rustc", &["--version"]), "install Rust with rustup".to_owned());
    line("Rust for WebAssembly", wasm::found(), wasm::REMEDY.to_owned());
    let by_apt = on_path("apt-get").is_some();
    for need in [COMPILER, NODE, PIP, VENV, CHROMIUM, FIREFOX, NETWORK, CPP, FILE_SYSTEMS] {
        let remedy = if by_apt && !need.packages.is_empty() {
            format!("apt-get install {}", need.packages.join(" "))
        } else {
            need.otherwise.to_owned()
        };
        line(need.what, (need.find)(), remedy);
    }
    line(
        "geckodriver",
        find_geckodriver().map(|path| path.display().to_string()),
        "built from source the first time it is needed, about 3 minutes".to_owned(),
    );
    line(
        "the language model",
        model::found().map(|path| path.display().to_string()),
        "fetched with pip the first time it is needed, 84 MB, and packed".to_owned(),
    );
    if missing {
        println!("\nWhat is missing is installed by the commands that need it, where it can be.");
    } else {
        println!("\nAll there.");
    }
    Ok(())
}

fn node() -> Option<String> {
    let node = version("node", &["--version"])?;
    let major: u32 = node.trim_start_matches('v').split('.').next()?.parse().ok()?;
    let npm = version("npm", &["--version"])?;
    (major >= 20).then(|| format!("{node}, npm {npm}"))
}
