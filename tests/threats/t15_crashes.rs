//! T15: the power goes, at every step of everything that the vault does.
//!
//! From each state that the disk may be in then the vault must open, with what was committed last,
//! and finish what was half done.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use satchel::ErrorKind;
use satchel::clock::Millis;
use satchel::crypto::kdf::Cost;
use satchel::crypto::words::RecoveryKey;
use satchel::engine::Engine;
use satchel::engine::protocol::{Filter, Proof, Reply, Request, Shreds};
use satchel::id::Id;
use satchel::recall::wording::Wording;
use satchel::rng::{Rng, SystemRng};
use satchel::vault::{Change, MemoryStore, Namespace, Presence, Secret, Store, Table, Vault};

use crate::desk::disk::{Disk, Moment};
use crate::desk::{ask, engine_on, run, status, texts};

/// Repeatable choices.
struct Choices(u64);

impl Choices {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

impl Rng for Choices {
    fn fill(&mut self, bytes: &mut [u8]) {
        bytes.iter_mut().for_each(|byte| *byte = self.below(256).to_le_bytes()[0]);
    }
}

type Held = BTreeMap<(Namespace, Id), Vec<u8>>;

/// All that a vault holds. It must have nothing to complain of, and nothing half done.
fn held(store: MemoryStore, secret: &Secret) -> Held {
    let access = run(Vault::access_key(&store, secret)).expect("a slot opens");
    let (vault, damages) = run(Vault::open(store, access)).expect("the vault opens");
    assert_eq!(damages, []);
    assert_eq!(vault.shredding(), None);
    let mut held = Held::new();
    for namespace in Namespace::ALL {
        for bag in vault.bags(namespace) {
            let (records, damages) = run(vault.open_bag(bag)).unwrap();
            assert_eq!(damages, []);
            held.extend(records.into_iter().map(|(id, plain)| ((namespace, id), plain.to_vec())));
        }
    }
    assert_eq!(run(vault.strangers(true)).unwrap(), []);
    let epoch = vault.epoch();
    let store = vault.lock();
    let spare = run(store.read_cell(usize::from(epoch % 2 == 0))).unwrap();
    assert!(spare.iter().all(|byte| *byte == 0), "the root of another epoch is still there");
    held
}

/// A change of a few records, and what a map holds after it.
fn change(choices: &mut Choices, model: &mut Held) -> Change {
    let mut change = Change::default();
    // A change removes first, whatever the order of the calls.
    for _ in 0..choices.below(3) {
        if let Some((namespace, id)) = model.keys().nth(choices.below(8) as usize).copied() {
            model.remove(&(namespace, id));
            change.remove(namespace, id);
        }
    }
    for _ in 0..choices.below(4) {
        let namespace = [Namespace::Memory, Namespace::Vectors, Namespace::Ledger][choices.below(3) as usize];
        let id = Id([choices.below(12).to_le_bytes()[0]; 16]);
        let text = vec![choices.below(256).to_le_bytes()[0]; choices.below(40) as usize];
        model.insert((namespace, id), text.clone());
        change.put(namespace, id, text);
    }
    change
}

/// One life of a vault, stopped everywhere; gives at how many points.
fn live(seed: u64) -> usize {
    let mut choices = Choices(seed);
    let secret = Secret::Recovery(RecoveryKey::random(&mut choices));
    let disk = Rc::new(Disk::new());
    let mut vault =
        run(Vault::create(Rc::clone(&disk), &secret, Cost::FLOOR, Millis(1), &mut SystemRng)).unwrap();
    let (mut moment, mut points) = (Moment::empty(), 0);
    moment.pass(&disk.log.take(), |_, _| {});
    let mut model = Held::new();
    for _ in 0..8 {
        let before = model.clone();
        // Sometimes the disk refuses one of the operations, and the vault goes on.
        disk.refuse.set((choices.below(4) == 0).then(|| choices.below(5) as u32));
        let done = match choices.below(5) {
            0 => {
                let change = change(&mut choices, &mut model);
                run(vault.shred(change, &mut SystemRng))
            }
            1 => {
                let secrets = (std::slice::from_ref(&secret), [].as_slice());
                run(vault.change_slots(&secret, secrets, Cost::FLOOR, Millis(2), &mut SystemRng))
            }
            _ => {
                let change = change(&mut choices, &mut model);
                run(vault.commit(change, &mut SystemRng))
            }
        };
        disk.refuse.set(None);
        if let Err(error) = done {
            assert_eq!(error.kind, ErrorKind::Device);
            model.clone_from(&before);
        }
        points += moment.pass(&disk.log.take(), |found, last| {
            let found = held(found.store(), &secret);
            assert!(found == model || (!last && found == before), "seed {seed}: neither before nor after");
        });
        // What is in memory is what is on the disk.
        let in_memory: BTreeSet<(Namespace, Id)> = Namespace::ALL
            .into_iter()
            .flat_map(|namespace| vault.bags(namespace).into_iter().map(move |bag| (namespace, bag)))
            .flat_map(|(namespace, bag)| vault.records(bag).into_iter().map(move |id| (namespace, id)))
            .collect();
        assert_eq!(in_memory, model.keys().copied().collect(), "seed {seed}");
        if vault.shredding().is_some() {
            run(vault.finish_shredding()).unwrap();
            moment.pass(&disk.log.take(), |_, _| {});
        }
    }
    points
}

/// Lives of vaults until they were stopped at so many points.
fn live_until(points: usize, first: u64) {
    let (mut stopped, mut seed) = (0, first);
    while stopped < points {
        stopped += live(seed);
        seed += 1;
    }
    eprintln!("{stopped} crash points, seeds {first} to {}", seed - 1);
}

#[test]
fn t15_the_vault_opens_from_every_crash_first_half() {
    live_until(50_000, 1);
}

#[test]
fn t15_the_vault_opens_from_every_crash_second_half() {
    live_until(50_000, 1_000_000);
}

#[test]
fn t15_a_device_that_refuses_and_has_written_all_the_same_loses_no_epoch() {
    for lied in 0..5 {
        let mut choices = Choices(lied);
        let secret = Secret::Recovery(RecoveryKey::random(&mut choices));
        let disk = Rc::new(Disk::new());
        let mut vault =
            run(Vault::create(Rc::clone(&disk), &secret, Cost::FLOOR, Millis(1), &mut SystemRng)).unwrap();
        let mut change = Change::default();
        (0..20).for_each(|n| change.put(Namespace::Memory, Id([n; 16]), vec![n; 9]));
        run(vault.commit(change, &mut SystemRng)).unwrap();
        disk.log.take();
        disk.lie.set(Some(lied as u32));
        let mut change = Change::default();
        change.remove(Namespace::Memory, Id([3; 16]));
        // Whatever it answers, it is what is on the disk, and the vault goes on.
        let done = run(vault.shred(change, &mut SystemRng));
        let expected = if done.is_ok() { 19 } else { 20 };
        assert_eq!(vault.count(Namespace::Memory), expected, "{lied}");
        disk.lie.set(None);
        run(vault.finish_shredding()).unwrap();
        let mut change = Change::default();
        change.put(Namespace::Memory, Id([77; 16]), vec![]);
        run(vault.commit(change, &mut SystemRng)).unwrap();
        let mut moment = Moment::empty();
        moment.rows.clone_from(&disk.now.rows());
        moment.cells = [0, 1].map(|cell| run(disk.read_cell(cell)).unwrap());
        assert_eq!(held(moment.store(), &secret).len(), expected + 1, "{lied}");
    }
}

#[test]
fn t15_a_crash_while_a_vault_is_made_or_destroyed_leaves_none_or_a_whole_one_and_never_a_lost_one() {
    let secret = Secret::Recovery(RecoveryKey::random(&mut Choices(1)));
    let disk = Rc::new(Disk::new());
    let vault =
        run(Vault::create(Rc::clone(&disk), &secret, Cost::FLOOR, Millis(1), &mut SystemRng)).unwrap();
    let making = disk.log.take();
    run(vault.destroy()).unwrap();
    let mut moment = Moment::empty();
    moment.pass(&making, |found, last| {
        let expected = if last { Presence::Here } else { Presence::Missing };
        assert_eq!(run(Vault::presence(&found.store())), Ok(expected));
    });
    moment.pass(&disk.log.take(), |found, _| {
        assert_eq!(run(Vault::presence(&found.store())), Ok(Presence::Missing));
    });
}

#[test]
fn t15_a_crash_while_a_vault_is_repaired_costs_nothing_that_can_be_read() {
    let words = RecoveryKey::random(&mut Choices(2)).words().join(" ");
    let proof = Proof::Recovery { words };
    let store = Rc::new(MemoryStore::new());
    let mut engine = engine_on(Rc::clone(&store));
    ask(&mut engine, Request::Create { with: proof.clone() });
    ask(&mut engine, Request::ImportText { text: "One\nTwo\nThree\nFour".into() });
    let key = engine.access_key().unwrap().clone();
    drop(engine);
    let (vault, _) = run(Vault::open(Rc::clone(&store), key)).unwrap();
    let bag = vault.bags(Namespace::Memory)[0];
    let row = (Table::Records, format!("{bag}/{}", vault.records(bag)[0]));
    drop(vault);
    *store.rows().get_mut(&row).unwrap().last_mut().unwrap() ^= 1;
    let opened = |store: Rc<Disk>| {
        let mut engine = engine_on(store);
        assert!(matches!(ask(&mut engine, Request::Unlock { with: proof.clone() }), Reply::Unlock(_)));
        while run(engine.step(1_000)).more {}
        engine
    };
    let mut moment = Moment::of(&store);
    let disk = Rc::new(Disk::over(moment.store()));
    let mut engine = opened(Rc::clone(&disk));
    let left = texts(&mut engine);
    assert_eq!((status(&mut engine).damaged, left.len()), (1, 3));
    assert!(matches!(ask(&mut engine, Request::Repair), Reply::Repair(_)));
    let points = moment.pass(&disk.log.take(), |found, _| {
        let mut engine = opened(Rc::new(Disk::over(found.store())));
        assert_eq!(texts(&mut engine), left);
        ask(&mut engine, Request::Repair);
        assert_eq!((status(&mut engine).damaged, texts(&mut engine)), (0, left.clone()));
    });
    assert!(points > 10, "{points}");
}

/// What a user sees of a vault: texts, how many lie in the bin and wait for a word, what was told, how it is worded.
type Seen = (BTreeSet<String>, (u32, u32, u32), String);

fn seen(store: MemoryStore, proof: &Proof) -> Seen {
    let mut engine = engine_on(store);
    let reply = ask(&mut engine, Request::Unlock { with: proof.clone() });
    assert!(matches!(reply, Reply::Unlock(_)), "{reply:?}");
    look(&mut engine)
}

fn look<S: Store>(engine: &mut Engine<S>) -> Seen {
    let now = status(engine);
    assert_eq!((now.damaged, now.shredding), (0, false));
    let Reply::Ledger { total, .. } = ask(engine, Request::Ledger { offset: 0, limit: 0 }) else { panic!() };
    let Reply::Wording { wording, .. } = ask(engine, Request::Wording) else { panic!() };
    (texts(engine).into_iter().collect(), (now.binned, now.inbox, total), wording.before)
}

#[test]
fn t15_the_engine_shows_what_was_there_before_or_after_a_crash() {
    let mut points = 0;
    for seed in 0..70 {
        let mut choices = Choices(seed);
        let words = RecoveryKey::random(&mut choices).words().join(" ");
        let proof = Proof::Recovery { words };
        let disk = Rc::new(Disk::new());
        let mut engine = engine_on(Rc::clone(&disk));
        ask(&mut engine, Request::Create { with: proof.clone() });
        let mut moment = Moment::empty();
        moment.pass(&disk.log.take(), |_, _| {});
        for act in 0..12 {
            let before = seen(moment.store(), &proof);
            let Reply::List { memories, .. } =
                ask(&mut engine, Request::List { filter: Filter::default(), offset: 0, limit: 200 })
            else {
                panic!()
            };
            let Reply::Bin { entries, .. } = ask(&mut engine, Request::Bin { offset: 0, limit: 200 }) else {
                panic!()
            };
            let some: Vec<Id> = memories.iter().map(|m| m.id).filter(|_| choices.below(3) == 0).collect();
            let binned: Vec<Id> =
                entries.iter().map(|e| e.memory.id).filter(|_| choices.below(2) == 0).collect();
            let request = match choices.below(14) {
                8 => Request::ProposeFrom {
                    text: format!("I live in street {act}."),
                    host: "chat.example".into(),
                },
                9 => Request::Approve { ids: some, holds: choices.below(3) > 0 },
                10 => match memories.first() {
                    Some(memory) => Request::Revise { id: memory.id, text: format!("Revised {act}") },
                    None => Request::Wording,
                },
                11 => match memories.iter().find(|memory| memory.approved) {
                    Some(memory) => Request::Insert {
                        ids: vec![memory.id],
                        site: "https://chat.example".into(),
                        agreed: true,
                    },
                    None => Request::Wording,
                },
                12 => Request::SetWording {
                    wording: Wording { before: format!("Notes {act}"), ..Wording::default() },
                },
                13 => match &memories[..] {
                    [newer, older, ..] => {
                        Request::Supersede { older: older.id, newer: newer.id, holds: true }
                    }
                    _ => Request::Wording,
                },
                0 | 1 => Request::ImportText { text: format!("Line {act} a\nLine {act} b\nLine {act} c") },
                2 => Request::Delete { ids: some },
                3 => Request::Undelete { ids: binned },
                4 => Request::Shred { what: Shreds::Memories { ids: [some, binned].concat() } },
                5 => Request::Shred { what: Shreds::Binned },
                6 => Request::ChangeSlots { proof: proof.clone(), keep: vec![proof.clone()], add: vec![] },
                _ => Request::AddNote { text: format!("Note {act}"), host: String::new() },
            };
            let reply = ask(&mut engine, request);
            assert!(!matches!(reply, Reply::Failed(_)), "{reply:?}");
            let after = look(&mut engine);
            points += moment.pass(&disk.log.take(), |found, last| {
                let found = seen(found.store(), &proof);
                assert!(found == after || (!last && found == before), "seed {seed}, act {act}");
            });
        }
    }
    assert!(points > 2_000, "{points}");
}
