//! Shredding on a file system that a disk has: what was overwritten is looked for in the raw image,
//! below files, where copies would lie that no file shows any more.
//!
//! A vault's memories are sealed under a root key, which lies, sealed, in a root cell and nowhere
//! else. Shredding takes another root key; the old cell's bytes must be gone from the disk then.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use aho_corasick::AhoCorasick;
use anyhow::{Context as _, Result, bail, ensure};

use super::invented::Inventor;
use super::launch;
use super::seat::Seat;
use crate::Place;
use crate::browser::{Kind, PATIENCE, until};
use crate::everyday::delete;

/// Bytes of the image: room for a profile.
const SIZE: u64 = 256 << 20;
/// Bytes of a block of the file system.
const BLOCK: u64 = 4096;
/// Length of a root cell, how it begins, and where in it the sealed root key lies.
const CELL: usize = 4096;
const MAGIC: &[u8] = b"SATCHEL\0";
const SEALED: std::ops::Range<usize> = 16..76;
/// So many bytes together give the sealed key away; they have a name in the file system then.
const WINDOW: usize = 12;

/// Keeps a note, shreds it, and looks at the raw disk before and after.
pub(super) async fn play(place: &Place, kind: Kind, seed: u64) -> Result<String> {
    let word = Inventor::new(seed).word();
    let mut disk = Disk::make(Place::target("slow", kind).join("ext4"))?;
    let mut launch = launch(place, kind, "ext4");
    launch.dir = disk.at.join("browser");

    disk.mount()?;
    let seat = Seat::fresh(&launch).await?;
    seat.note(&word).await?;
    let profile = seat.browser.close().await?;
    let old = root_cell(&profile)?;
    disk.unmount().await?;
    let before = disk.carve(&old)?;
    ensure!(!before.is_empty(), "the raw disk does not show the cell: it would show no copy either");

    disk.mount()?;
    let seat = Seat::again(&launch).await?;
    ensure!(seat.lists(&word).await?, "the note is not there");
    delete(&seat.browser, &word).await?;
    seat.browser.open_own("dashboard.html").await?;
    seat.browser.click("nav-bin").await?;
    seat.browser.click("shred-one").await?;
    seat.browser.click("shred-yes").await?;
    seat.words.said_in(&seat.browser, "shredding", "receipt_done", &[]).await?;
    let profile = seat.browser.close().await?;
    let new = root_cell(&profile)?;
    disk.unmount().await?;
    ensure!(new != old, "the root cell is the same after shredding");
    let kept = disk.carve(&new)?;
    ensure!(!kept.is_empty(), "the raw disk does not show the new root cell");
    let left = disk.carve(&old)?;
    ensure!(left.is_empty(), "the old root cell is still on the disk: {}", disk.owners(&left));
    Ok(format!(
        "the cell was seen in {} block(s) before; after, the old one in none, the new one in {}",
        before.len(),
        kept.len()
    ))
}

/// The sealed root key in the one root cell that a profile has.
fn root_cell(profile: &Path) -> Result<Vec<u8>> {
    let mut cells = Vec::new();
    gather(profile, &mut cells)?;
    ensure!(cells.len() == 1, "the profile has {} root cells, not one", cells.len());
    cells.pop().context("a cell")
}

fn gather(folder: &Path, cells: &mut Vec<Vec<u8>>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() {
            gather(&entry.path(), cells)?;
        } else if kind.is_file() {
            let bytes = fs::read(entry.path())?;
            let begun = bytes.chunks(CELL).filter(|cell| cell.starts_with(MAGIC));
            cells.extend(begun.filter_map(|cell| cell.get(SEALED)).map(<[u8]>::to_vec));
        }
    }
    Ok(())
}

/// An image with a file system in it, mounted or not; unmounted with this value.
struct Disk {
    image: PathBuf,
    at: PathBuf,
    mounted: bool,
}

impl Disk {
    /// A fresh one, to be mounted there.
    fn make(at: PathBuf) -> Result<Self> {
        fs::create_dir_all(&at)?;
        // A run that was itself killed may have left one; without one this does nothing.
        let _ = Command::new("umount").arg(&at).output();
        let image = at.with_extension("img");
        if image.exists() {
            fs::remove_file(&image)?;
        }
        fs::File::create(&image)?.set_len(SIZE)?;
        run(Command::new("mkfs.ext4").args(["-q", "-F", "-b", &BLOCK.to_string()]).arg(&image))?;
        Ok(Self { image, at, mounted: false })
    }

    fn mount(&mut self) -> Result<()> {
        run(Command::new("mount").args(["-o", "loop"]).arg(&self.image).arg(&self.at))
            .context("NOT tried: it takes root on Linux to mount an image")?;
        self.mounted = true;
        Ok(())
    }

    /// Writes everything to the image. A browser may take a moment to be gone.
    async fn unmount(&mut self) -> Result<()> {
        run(&mut Command::new("sync"))?;
        until(
            "the image is unmounted",
            PATIENCE,
            async || Ok(run(Command::new("umount").arg(&self.at)).ok()),
        )
        .await?;
        self.mounted = false;
        Ok(())
    }

    /// The blocks of the raw image in which any part of something stands, with how many parts.
    fn carve(&self, sought: &[u8]) -> Result<BTreeMap<u64, usize>> {
        ensure!(sought.len() > WINDOW, "nothing to look for");
        let windows = AhoCorasick::new(sought.windows(WINDOW))?;
        let mut found = BTreeMap::new();
        let mut image = fs::File::open(&self.image)?;
        let (mut piece, mut kept, mut at) = (vec![0; 8 << 20], 0, 0);
        loop {
            // The end of each piece is looked at again with the next: a part may lie across.
            let read = image.read(&mut piece[kept..])?;
            let filled = &piece[..kept + read];
            for hit in windows.find_overlapping_iter(filled) {
                // What lies in the kept end alone was counted with the piece before.
                if hit.end() > kept {
                    *found.entry((at + hit.start() as u64) / BLOCK).or_default() += 1;
                }
            }
            if read == 0 {
                ensure!(at + kept as u64 == SIZE, "the image was not read to its end");
                return Ok(found);
            }
            let rest = filled.len().min(WINDOW - 1);
            let begin = filled.len() - rest;
            at += begin as u64;
            piece.copy_within(begin..begin + rest, 0);
            kept = rest;
        }
    }

    /// To whom blocks belong, as the file system's own tool says it.
    fn owners(&self, blocks: &BTreeMap<u64, usize>) -> String {
        let ask = |question: String| {
            let output = Command::new("debugfs").args(["-R", &question]).arg(&self.image).output();
            output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default()
        };
        let described = blocks.iter().take(10).map(|(block, parts)| {
            let answer = ask(format!("icheck {block}"));
            let inode =
                answer.lines().nth(1).and_then(|line| line.split_whitespace().nth(1)).map(str::to_owned);
            let owner = match inode.filter(|inode| inode.bytes().all(|byte| byte.is_ascii_digit())) {
                Some(inode) if inode == "8" => "the journal".to_owned(),
                Some(inode) => {
                    ask(format!("ncheck {inode}")).lines().nth(1).unwrap_or("a deleted file").to_owned()
                }
                None => "no file any more".to_owned(),
            };
            format!("{parts} parts in block {block}, {owner}")
        });
        described.collect::<Vec<_>>().join("; ")
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // A browser that still runs after a failure keeps it busy: then it goes with that.
        if self.mounted && run(Command::new("umount").arg("--lazy").arg(&self.at)).is_err() {
            println!("    the image stays mounted at {}", self.at.display());
        }
    }
}

fn run(command: &mut Command) -> Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().with_context(|| format!("cannot run {name}"))?;
    if !output.status.success() {
        bail!("{name}: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::os::unix::fs::FileExt as _;

    use super::{BLOCK, Disk, SIZE, WINDOW};

    #[test]
    fn every_part_is_seen_once_wherever_it_stands() -> anyhow::Result<()> {
        let image = std::env::temp_dir().join(format!("satchel-carve-{}", std::process::id()));
        let file = File::create(&image)?;
        file.set_len(SIZE)?;
        let sought: Vec<u8> = (100..160).collect();
        let piece: u64 = 8 << 20;
        file.write_all_at(&sought, piece - 30)?;
        file.write_all_at(&sought[20..20 + WINDOW], SIZE - WINDOW as u64)?;
        file.write_all_at(&sought[20..20 + WINDOW - 1], 7 * BLOCK)?;
        let disk = Disk { at: image.clone(), image: image.clone(), mounted: false };
        let found = disk.carve(&sought);
        std::fs::remove_file(&image)?;
        let across = piece / BLOCK;
        let wanted = [(across - 1, 30), (across, 60 - WINDOW + 1 - 30), (SIZE / BLOCK - 1, 1)];
        assert_eq!(found?.into_iter().collect::<Vec<_>>(), wanted);
        Ok(())
    }
}
