//! Writes what the golden vaults hold as first inputs of the fuzz targets, into the directory that it
//! is given: `cargo xtask fuzz --minimise` does.

fn main() -> std::io::Result<()> {
    // Its runtime is what the instrumented code calls.
    use libfuzzer_sys as _;

    let vectors = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors");
    let corpus = std::path::PathBuf::from(std::env::args_os().nth(1).expect("a directory"));
    let mut seeds = Vec::new();
    for name in ["vault-1.txt", "vault-1-words.txt", "vault-0.txt", "vault-0.encoded.txt"] {
        seeds.extend(golden::vault(&std::fs::read_to_string(vectors.join(name))?));
    }
    seeds.extend(golden::backup(&std::fs::read(vectors.join("backup-1.satchel"))?));
    seeds.push(("record", satchel::engine::fuzzing::seed()));
    seeds.extend(satchel::embed::fuzzing::seeds().map(|seed| ("model", seed)));
    for (number, (target, bytes)) in seeds.into_iter().enumerate() {
        let directory = corpus.join(target);
        std::fs::create_dir_all(&directory)?;
        std::fs::write(directory.join(format!("seed-{number}")), bytes)?;
    }
    Ok(())
}

mod golden {
    use std::future::Future;
    use std::io::Cursor;

    use satchel::rng::SystemRng;
    use satchel::vault::backup::{Frame, Reader};
    use satchel::vault::{MemoryStore, Namespace, Secret, Store, Table, Vault, fuzzing};

    const PASSPHRASE: &str = "a passphrase of some length";
    const WORDS: &str = "a backup's own passphrase";

    type Seed = (&'static str, Vec<u8>);

    /// What a vault's rows hold, by the target that takes it.
    pub(super) fn vault(text: &str) -> Vec<Seed> {
        let store = read(text);
        let mut seeds = vec![("head", head_of(&store))];
        let secret = Secret::Passphrase(PASSPHRASE.to_owned().into());
        let access = run(Vault::access_key(&store, &secret)).expect("the passphrase");
        run(Vault::migrate(&store, &access, &mut SystemRng)).expect("a vault");
        let (vault, _) = run(Vault::open(store, access)).expect("a vault");
        seeds.extend(fuzzing::sealed(&vault));
        for bag in Namespace::ALL.into_iter().flat_map(|namespace| vault.bags(namespace)) {
            let (records, _) = run(vault.open_bag(bag)).expect("a bag");
            seeds.extend(records.into_iter().map(|(_, plain)| ("record", plain.to_vec())));
        }
        seeds.push(("head", head_of(&vault.lock())));
        seeds
    }

    fn head_of(store: &MemoryStore) -> Vec<u8> {
        store.rows().get(&(Table::Meta, "head".to_owned())).expect("a head").clone()
    }

    /// A backup, and what is sealed in it.
    pub(super) fn backup(file: &[u8]) -> Vec<Seed> {
        let mut reader = Reader::new(Cursor::new(file), WORDS).expect("a backup");
        let (mut begin, mut records) = (None, Vec::new());
        while let Some(frame) = reader.frame().expect("a frame") {
            match frame {
                Frame::Begin(begun) => begin = Some(begun),
                Frame::Record(namespace, id, plain) => records.push((namespace, id, plain)),
                Frame::End(_) => {}
            }
        }
        let begin = begin.expect("a beginning");
        let few = fuzzing::written(&begin, &records[..3]);
        vec![("backup", file.to_vec()), ("frames", fuzzing::written(&begin, &records)), ("frames", few)]
    }

    fn read(text: &str) -> MemoryStore {
        let store = MemoryStore::new();
        for line in text.lines() {
            let [table, key, hex] = line.split(' ').collect::<Vec<_>>()[..] else { panic!("no row") };
            let digits = hex.as_bytes().chunks(2).map(|two| std::str::from_utf8(two).expect("hex"));
            let bytes: Vec<u8> = digits.map(|two| u8::from_str_radix(two, 16).expect("hex")).collect();
            match Table::ALL.into_iter().find(|known| known.name() == table) {
                Some(table) => drop(store.rows().insert((table, key.to_owned()), bytes)),
                None => {
                    let cell = bytes.as_slice().try_into().expect("a cell");
                    run(store.write_cell(key.parse().expect("a number"), cell)).expect("a cell");
                }
            }
        }
        store
    }

    fn run<T>(future: impl Future<Output = T>) -> T {
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        match std::pin::pin!(future).poll(&mut context) {
            std::task::Poll::Ready(value) => value,
            std::task::Poll::Pending => unreachable!("a store in memory never waits"),
        }
    }
}
