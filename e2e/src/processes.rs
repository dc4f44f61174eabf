//! The processes that a driver has started, and their end. They are known by descent from one that
//! is ours, never by name.

use anyhow::{Context as _, Result};
use rustix::process::{Pid, Signal, kill_process};

/// All processes that descend from one, nearest first: a browser before its helpers.
///
/// # Errors
/// Where the system does not show its processes in `/proc`.
pub(crate) fn below(ancestor: u32) -> Result<Vec<u32>> {
    let mut parents = Vec::new();
    for entry in std::fs::read_dir("/proc").context("the list of processes")? {
        let name = entry?.file_name();
        let Some(id) = name.to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
        // One that has ended meanwhile is nobody's parent.
        if let Some((_, parent)) = stat(id) {
            parents.push((id, parent));
        }
    }
    let mut family = vec![ancestor];
    let mut at = 0;
    while let Some(parent) = family.get(at).copied() {
        family.extend(parents.iter().filter(|(_, of)| *of == parent).map(|(id, _)| *id));
        at += 1;
    }
    family.remove(0);
    Ok(family)
}

/// Kills them all, in the order given; none of them gets to do anything more.
///
/// # Errors
/// If one that runs cannot be killed.
pub(crate) fn kill(family: &[u32]) -> Result<()> {
    for id in family {
        let pid = i32::try_from(*id).ok().and_then(Pid::from_raw).context("a process's number")?;
        match kill_process(pid, Signal::KILL) {
            Ok(()) => {}
            // The death of its parent was its own.
            Err(_) if !is_alive(*id) => {}
            Err(error) => return Err(error).context("killing a process"),
        }
    }
    Ok(())
}

/// Whether it still runs; one that only waits to be counted by its parent does not.
pub(crate) fn is_alive(id: u32) -> bool {
    stat(id).is_some_and(|(state, _)| !matches!(state, 'Z' | 'X'))
}

/// A process's state and parent: <https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html>.
fn stat(id: u32) -> Option<(char, u32)> {
    let text = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The name before it may hold anything, brackets too.
    let (_, rest) = text.rsplit_once(')')?;
    let mut fields = rest.split_whitespace();
    Some((fields.next()?.chars().next()?, fields.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use std::process::{Command, Stdio};

    use super::{below, is_alive, kill};

    #[test]
    fn a_process_and_its_children_are_found_and_killed() -> anyhow::Result<()> {
        let mut shell =
            Command::new("sh").args(["-c", "sleep 100 & sleep 100 & wait"]).stdin(Stdio::null()).spawn()?;
        let started = std::time::Instant::now();
        let children = loop {
            let children = below(shell.id())?;
            if children.len() == 2 || started.elapsed().as_secs() > 10 {
                break children;
            }
        };
        assert_eq!(children.len(), 2);
        assert!(below(std::process::id())?.contains(&shell.id()));
        kill(&[&[shell.id()], children.as_slice()].concat())?;
        shell.wait()?;
        while children.iter().any(|id| is_alive(*id)) {
            assert!(started.elapsed().as_secs() < 20, "{children:?} live on");
        }
        Ok(())
    }
}
