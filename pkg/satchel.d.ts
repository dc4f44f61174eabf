/* tslint:disable */
/* eslint-disable */
/**
 * A backup that was made.
 */
export interface BackupView {
    /**
     * Its id.
     */
    id: Id;
    /**
     * When.
     */
    time: Millis;
    /**
     * What the file was called.
     */
    name: string;
    /**
     * How many memories it holds.
     */
    memories: number;
}

/**
 * A deleted memory.
 */
export interface BinView {
    /**
     * What was deleted.
     */
    memory: MemoryView;
    /**
     * When.
     */
    deleted: Millis;
    /**
     * When it will be shredded.
     */
    until: Millis;
}

/**
 * A failure, with a stable code. Never carries user content.
 */
export interface Error {
    /**
     * Who can do something about it.
     */
    kind: ErrorKind;
    /**
     * What went wrong, in words that stay the same for ever: `passphrase_wrong`.
     */
    code: string;
    /**
     * Where, if there is a where: a file inside a zip, a line, a byte offset. No content.
     */
    place: string | undefined;
}

/**
 * A memory as people see it.
 */
export interface MemoryView {
    /**
     * Its id.
     */
    id: Id;
    /**
     * Note or turn.
     */
    kind: Kind;
    /**
     * The whole text.
     */
    text: string;
    /**
     * Who said it.
     */
    speaker: Speaker;
    /**
     * When, 0 if not known.
     */
    time: Millis;
    /**
     * Where it came from.
     */
    source: Source;
    /**
     * Of a turn, its conversation's title.
     */
    title: string | undefined;
    /**
     * False while in quarantine.
     */
    approved: boolean;
    /**
     * How often it was inserted, all sites together.
     */
    told: number;
    /**
     * In whose place it stands; not told of what lies in the bin.
     */
    replaces: LinkView[];
    /**
     * What stands in its place.
     */
    replacedBy: LinkView | undefined;
    /**
     * For how many drafts it was dismissed.
     */
    dismissed: number;
    /**
     * Whether it goes before others.
     */
    pinned: boolean;
    /**
     * The scopes it is in.
     */
    scopes: Id[];
    /**
     * What it tells that people keep from most.
     */
    sensitivities: Sensitivity[];
    /**
     * The origins of sites that it is never offered at.
     */
    never: string[];
}

/**
 * A memory offered beside the composer, with the reasons.
 */
export interface Suggestion {
    /**
     * What is offered.
     */
    memory: MemoryView;
    /**
     * Words of the draft that the memory has too, as they stand in the memory.
     */
    words: string[];
    /**
     * How near in meaning, cosine, -1 to 1; absent while it waits for its vector.
     */
    similarity: number | undefined;
    /**
     * Whether the draft names who said it.
     */
    named: boolean;
    /**
     * Whether it was said about the time that the draft names.
     */
    dated: boolean;
    /**
     * What follows its text in the block, if anything does: its day, in brackets.
     */
    day: string;
    /**
     * How long its lines are in the block.
     */
    length: Length;
    /**
     * Whether the user is asked once more before it is inserted here.
     */
    ask: boolean;
}

/**
 * A named part of the vault.
 */
export interface ScopeView {
    /**
     * Its name for life; [`PERSONAL`] of Personal.
     */
    id: Id;
    /**
     * As the user calls it; empty for that one.
     */
    name: string;
    /**
     * How many memories are in it.
     */
    memories: number;
}

/**
 * A site with what it may see.
 */
export interface SiteRuleView {
    /**
     * Its origin: `https://chatgpt.com`.
     */
    site: string;
    /**
     * What it may see.
     */
    rule: SiteRule;
}

/**
 * A source, and how much came from it.
 */
export interface SourceView {
    /**
     * Which.
     */
    source: Source;
    /**
     * How many memories, deleted ones too.
     */
    memories: number;
}

/**
 * A way of opening the vault.
 */
export interface SlotView {
    /**
     * Its id.
     */
    id: Id;
    /**
     * Which way.
     */
    way: Way;
    /**
     * When it was made.
     */
    made: Millis;
    /**
     * Of a passkey: the credential's id, in hex.
     */
    credential: string | undefined;
    /**
     * Of a passkey: what to ask it, in hex.
     */
    input: string | undefined;
}

/**
 * How a job ended. What an import or a restoring kept stays, either way.
 */
export type JobEnd = { type: "lookedThrough"; value: ImportPreview } | { type: "imported"; value: ImportSummary } | { type: "backedUp"; value: BackupView } | { type: "restored"; value: RestoreSummary } | { type: "failed"; value: Error };

/**
 * How far long work is.
 */
export interface JobProgress {
    /**
     * Which.
     */
    kind: JobKind;
    /**
     * Done up to now: bytes of the file that is read, or parts of the backup that is written.
     */
    read: number;
    /**
     * To do in all.
     */
    total: number;
    /**
     * Memories kept up to now; of a file that is only looked through, those that would be.
     */
    kept: number;
    /**
     * Whether it rests until the user has it go on.
     */
    paused: boolean;
}

/**
 * How long a text is.
 */
export interface Length {
    /**
     * How many characters it has.
     */
    characters: number;
    /**
     * How many tokens it will cost, estimated.
     */
    tokens: number;
}

/**
 * How many things an import passed over for one reason.
 */
export interface Skipped {
    /**
     * A stable code: `empty`, `not_text`, `hidden`, `tool`, `too_long`, `broken`.
     */
    reason: string;
    /**
     * How many.
     */
    count: number;
}

/**
 * How things stand.
 */
export interface Status {
    /**
     * The vault's state.
     */
    vault: VaultState;
    /**
     * Memories kept; 0 while locked.
     */
    memories: number;
    /**
     * Of these, how many still wait for their vector (found by words only until then).
     */
    pending: number;
    /**
     * How many wait in quarantine for the user's word.
     */
    inbox: number;
    /**
     * How many lie in the bin; 0 while locked.
     */
    binned: number;
    /**
     * Things that were kept and cannot be opened any more.
     */
    damaged: number;
    /**
     * Whether what opening the vault had no need of is still to be looked at: more may be damaged.
     */
    checking: boolean;
    /**
     * Whether something that was shredded waits for the device to let it be destroyed.
     */
    shredding: boolean;
    /**
     * What keeps memories from being encoded, if anything does.
     */
    trouble: Error | undefined;
    /**
     * The long work that is running, if any.
     */
    job: JobProgress | undefined;
}

/**
 * Milliseconds since 1970-01-01T00:00:00Z; 0 where a time is not known. Below 2⁵³, so that it
 * is exact as a JavaScript number.
 */
export type Millis = number;

/**
 * One insertion, as the ledger keeps it.
 */
export interface LedgerView {
    /**
     * Its id.
     */
    id: Id;
    /**
     * When it was handed over.
     */
    time: Millis;
    /**
     * To which origin.
     */
    site: string;
    /**
     * What it said then; nothing once the memory was shredded, nor of a backup made while it was in the bin.
     */
    text: string | undefined;
    /**
     * The memory, if it still exists.
     */
    memory: Id | undefined;
}

/**
 * Something asked of the engine.
 */
export type Request = { type: "status" } | { type: "create"; with: Proof } | { type: "unlock"; with: Proof } | { type: "slots" } | { type: "newRecovery" } | { type: "changeSlots"; proof: Proof; keep: Proof[]; add: Proof[] } | { type: "lock" } | { type: "addNote"; text: string; host: string } | { type: "propose"; text: string; from: string } | { type: "proposeFrom"; text: string; host: string } | { type: "keepSaid"; site: string; said: Said } | { type: "importText"; text: string } | { type: "list"; filter: Filter; offset: number; limit: number } | { type: "inbox"; offset: number; limit: number } | { type: "approve"; ids: Id[]; holds: boolean } | { type: "recast"; ids: Id[]; texts: string[] } | { type: "revise"; id: Id; text: string } | { type: "search"; query: string; filter: Filter; limit: number } | { type: "about"; id: Id } | { type: "mark"; ids: Id[]; mark: Mark } | { type: "scopes" } | { type: "nameScope"; id: Id | undefined; name: string } | { type: "dropScope"; id: Id } | { type: "setSiteRule"; site: string; rule: SiteRule | undefined } | { type: "delete"; ids: Id[] } | { type: "undelete"; ids: Id[] } | { type: "bin"; offset: number; limit: number } | { type: "sources" } | { type: "shred"; what: Shreds } | { type: "forget"; proof: Proof | undefined } | { type: "receipts"; offset: number; limit: number } | { type: "backups" } | { type: "damages" } | { type: "repair" } | { type: "pauseJob"; holds: boolean } | { type: "recall"; draft: string; site: string } | { type: "supersede"; older: Id; newer: Id; holds: boolean } | { type: "dismiss"; id: Id; draft: string } | { type: "undismiss"; id: Id; all: boolean } | { type: "insert"; ids: Id[]; site: string; agreed: boolean } | { type: "wording" } | { type: "setWording"; wording: Wording } | { type: "preview"; wording: Wording; sample: string } | { type: "ledger"; offset: number; limit: number };

/**
 * Something that opens the vault, as the user gave it. Bytes are written in hex.
 */
export type Proof = { way: "passphrase"; passphrase: string } | { way: "recovery"; words: string } | { way: "passkey"; credential: string; input: string; output: string } | { way: "device"; answer: string };

/**
 * Something that waits in quarantine for the user's word.
 */
export interface WaitingView {
    /**
     * A memory; of a conversation, the last of its turns that waits.
     */
    memory: MemoryView;
    /**
     * The conversation, if it is a turn.
     */
    conversation: Id | undefined;
    /**
     * How many of its turns wait.
     */
    turns: number;
}

/**
 * The engine's answer.
 */
export type Reply = ({ type: "status" } & Status) | ({ type: "create" } & Status) | ({ type: "unlock" } & Status) | ({ type: "lock" } & Status) | { type: "addNote"; memory: MemoryView; added: boolean } | { type: "propose"; memory: MemoryView; added: boolean } | { type: "proposeFrom"; proposed: number } | { type: "keepSaid"; kept: number } | ({ type: "importText" } & ImportSummary) | { type: "list"; memories: MemoryView[]; total: number } | { type: "inbox"; entries: WaitingView[]; total: number } | { type: "approve"; changed: number } | { type: "recast"; memories: MemoryView[] } | { type: "revise"; memory: MemoryView } | { type: "search"; memories: MemoryView[] } | { type: "about"; versions: VersionView[]; told: LedgerView[] } | { type: "mark"; changed: number } | { type: "scopes"; scopes: ScopeView[]; sites: SiteRuleView[]; default: SiteRule } | { type: "nameScope"; id: Id } | { type: "dropScope" } | { type: "setSiteRule" } | { type: "slots"; slots: SlotView[] } | { type: "newRecovery"; words: string[] } | { type: "changeSlots"; slots: SlotView[] } | { type: "delete"; deleted: number } | { type: "undelete"; restored: number } | { type: "bin"; entries: BinView[]; total: number } | { type: "sources"; sources: SourceView[] } | { type: "shred"; receipt: ReceiptView | undefined } | { type: "forget"; backups: BackupView[] } | { type: "receipts"; receipts: ReceiptView[]; total: number } | { type: "backups"; backups: BackupView[] } | { type: "damages"; damages: DamageView[] } | ({ type: "repair" } & Status) | { type: "pauseJob" } | { type: "recall"; suggestions: Suggestion[]; around: AroundView; keeps: boolean } | { type: "supersede" } | { type: "dismiss"; learned: boolean } | { type: "undismiss" } | { type: "insert"; block: string } | { type: "wording"; wording: Wording; default: Wording } | { type: "setWording" } | ({ type: "preview" } & PreviewView) | { type: "ledger"; entries: LedgerView[]; total: number } | ({ type: "failed" } & Error);

/**
 * The other end of a link between an older memory and a newer one that takes its place.
 */
export interface LinkView {
    /**
     * Its id.
     */
    id: Id;
    /**
     * The beginning of its text.
     */
    text: string;
    /**
     * When it was said, 0 if not known.
     */
    time: Millis;
    /**
     * Why the one takes the other's place.
     */
    reason: Reason;
}

/**
 * The way a slot is opened, without any secret.
 */
export type Way = "passphrase" | "recovery" | "passkey" | "device";

/**
 * What a memory said before.
 */
export interface VersionView {
    /**
     * What it said.
     */
    text: string;
    /**
     * Since when it said so: when it was last changed before, or else when it came into the vault.
     */
    since: Millis;
}

/**
 * What a memory tells that people keep from most.
 */
export type Sensitivity = "health" | "money" | "identity" | "intimate";

/**
 * What a site may see, and what is kept of it.
 */
export interface SiteRule {
    /**
     * The scopes that it may see.
     */
    scopes: Id[];
    /**
     * What becomes of what tells of health,
     */
    health: Offering;
    /**
     * of money,
     */
    money: Offering;
    /**
     * of who one is,
     */
    identity: Offering;
    /**
     * and of what is told to few.
     */
    intimate: Offering;
    /**
     * Whether what is said there from now on is kept, as turns of a conversation.
     */
    keeps: boolean;
}

/**
 * What a step of long work left.
 */
export interface Step {
    /**
     * Whether there is more to do.
     */
    more: boolean;
    /**
     * How a job ended, if one ended in this step.
     */
    ended: JobEnd | undefined;
}

/**
 * What an import would bring.
 */
export interface ImportPreview {
    /**
     * Conversations in the file.
     */
    conversations: number;
    /**
     * How the first ones are called that have a name.
     */
    titles: string[];
    /**
     * Memories that would be kept,
     */
    fresh: number;
    /**
     * and of these, those that would wait in quarantine: what assistants wrote.
     */
    waiting: number;
    /**
     * Already there.
     */
    known: number;
    /**
     * When the earliest of the fresh ones was said; none if of none is known when.
     */
    since: Millis | undefined;
    /**
     * When the latest was.
     */
    until: Millis | undefined;
    /**
     * Passed over, by reason.
     */
    skipped: Skipped[];
}

/**
 * What becomes of a sensitive memory at a site.
 */
export type Offering = "offer" | "ask" | "never";

/**
 * What came of an import.
 */
export interface ImportSummary {
    /**
     * Conversations read.
     */
    conversations: number;
    /**
     * Memories kept.
     */
    kept: number;
    /**
     * Already there.
     */
    known: number;
    /**
     * Passed over, by reason.
     */
    skipped: Skipped[];
}

/**
 * What came of restoring a backup.
 */
export interface RestoreSummary {
    /**
     * Memories that came in or were brought up to date.
     */
    kept: number;
    /**
     * Already there, in this version or a later one.
     */
    known: number;
    /**
     * Left out, as they lie in the bin here.
     */
    binned: number;
    /**
     * Left out, as they were shredded here.
     */
    shredded: number;
    /**
     * Whether it is another vault's: what came in waits in quarantine then.
     */
    foreign: boolean;
}

/**
 * What cannot be opened any more, or is not as it was written.
 */
export interface DamageView {
    /**
     * What was found: the codes of `vault::Damage`.
     */
    code: string;
    /**
     * In what, if that is known.
     */
    namespace: Namespace | undefined;
    /**
     * How many.
     */
    count: number;
}

/**
 * What kind of thing a record is. The numbers are part of the format.
 */
export type Namespace = "memory" | "conversation" | "vectors" | "ledger" | "bin" | "history" | "receipt" | "backup" | "lineage" | "words" | "states" | "marks" | "wording" | "scopes";

/**
 * What sort of trouble it is, and so who can do something about it.
 */
export type ErrorKind = "input" | "state" | "integrity" | "device" | "internal";

/**
 * What stands around the memories that are inserted.
 */
export interface Wording {
    /**
     * What the first line says, without its brackets.
     */
    before: string;
    /**
     * What the last line says, without its brackets.
     */
    after: string;
    /**
     * Whether each memory is followed by its day.
     */
    dated: boolean;
}

/**
 * What stands in the block around the memories.
 */
export interface AroundView {
    /**
     * The block's first line.
     */
    first: string;
    /**
     * Its last.
     */
    last: string;
    /**
     * How long both are, with what parts them from the memories.
     */
    length: Length;
}

/**
 * What the user says of memories.
 */
export type Mark = { type: "pinned"; holds: boolean } | { type: "scopes"; scopes: Id[] } | { type: "sensitivity"; of: Sensitivity[] | undefined } | { type: "neverAt"; site: string; holds: boolean };

/**
 * What to shred.
 */
export type Shreds = { type: "binned" } | { type: "due" } | { type: "memories"; ids: Id[] } | { type: "source"; source: Source } | { type: "site"; site: string };

/**
 * What was said in a conversation since it was last told.
 */
export interface Said {
    /**
     * What tells the conversation from others of its site.
     */
    conversation: string;
    /**
     * What the page calls it; may be empty.
     */
    title: string;
    /**
     * What the assistant answered to what was sent before, as the page shows it.
     */
    answers: string[];
    /**
     * What the user sent then; empty if nothing yet.
     */
    sent: string;
}

/**
 * What was shredded.
 */
export interface ReceiptView {
    /**
     * Its id.
     */
    id: Id;
    /**
     * When.
     */
    time: Millis;
    /**
     * How many memories, with their vectors and earlier versions.
     */
    memories: number;
    /**
     * How many conversations, with their titles.
     */
    conversations: number;
    /**
     * How many entries of the ledger.
     */
    entries: number;
    /**
     * Of how many other entries the text; where and when something was inserted stays.
     */
    texts: number;
    /**
     * Backups that may still hold some of it.
     */
    backups: BackupView[];
    /**
     * How many of the memories are in this vault all the same: the receipt came with a backup of
     * another device, or they were brought back.
     */
    here: number;
    /**
     * Whether it is destroyed for certain: false until the device has overwritten the old key.
     */
    done: boolean;
}

/**
 * What would be inserted, and how long it is.
 */
export interface PreviewView {
    /**
     * The block.
     */
    block: string;
    /**
     * How long it is.
     */
    length: Length;
}

/**
 * Where a memory came from; kept for ever.
 */
export type Source = "typed" | "pasted" | "chatGpt" | "recallSet" | "page" | { chat: string } | "backup";

/**
 * Whether there is a vault and whether it is open.
 */
export type VaultState = "missing" | "lost" | "locked" | "unlocked";

/**
 * Which long work.
 */
export type JobKind = "look" | "import" | "backup" | "restore";

/**
 * Which memories a list or a search is about: all of which every part holds that is there.
 */
export interface Filter {
    /**
     * Of this conversation.
     */
    conversation?: Id | undefined;
    /**
     * Notes alone, or turns.
     */
    kind?: Kind | undefined;
    /**
     * From this source.
     */
    source?: Source | undefined;
    /**
     * In this scope.
     */
    scope?: Id | undefined;
    /**
     * Telling of this.
     */
    sensitivity?: Sensitivity | undefined;
    /**
     * From this moment on.
     */
    from?: Millis | undefined;
    /**
     * Before this moment.
     */
    until?: Millis | undefined;
    /**
     * What held at this moment: said by then, and its place not taken yet.
     */
    asOf?: Millis | undefined;
    /**
     * Pinned, or not.
     */
    pinned?: boolean | undefined;
    /**
     * Whose place another took, or not.
     */
    superseded?: boolean | undefined;
    /**
     * Waiting in quarantine, or not.
     */
    quarantined?: boolean | undefined;
    /**
     * Told to somebody, or not.
     */
    told?: boolean | undefined;
}

/**
 * Which of the two things a memory is.
 */
export type Kind = "note" | "turn";

/**
 * Who said it.
 */
export type Speaker = "user" | "assistant" | { person: string };

/**
 * Why a memory takes another's place.
 */
export type Reason = "told" | "alike" | "said";

/** A random name: 32 lower-case hex digits. */
export type Id = string;


/**
 * The engine. One call at a time: a call made while another runs is refused by wasm-bindgen.
 */
export class Engine {
    private constructor();
    free(): void;
    [Symbol.dispose](): void;
    /**
     * The access key of the open vault.
     */
    accessKey(): Uint8Array | undefined;
    /**
     * Begins to write a backup into the private file of this name, which replaces one of before.
     *
     * # Errors
     * Throws the core's error.
     */
    beginBackup(name: string, passphrase: string): Promise<void>;
    /**
     * Begins to import a file.
     *
     * # Errors
     * Throws the core's error.
     */
    beginImport(file: File): void;
    /**
     * Begins to look through a file that may be imported.
     *
     * # Errors
     * Throws the core's error.
     */
    beginLook(file: File): void;
    /**
     * Begins to restore a backup; with `revive`, what was shredded comes back too; with `own`, an empty
     * vault becomes the one that it was made of.
     *
     * # Errors
     * Throws the core's error.
     */
    beginRestore(file: File, passphrase: string, revive: boolean, own: boolean): void;
    /**
     * Ends the running job; what it kept stays.
     *
     * # Errors
     * Throws only if the answer cannot be given.
     */
    cancelJob(): JobEnd | undefined;
    /**
     * Answers one request. What fails is answered too, by `failed`.
     *
     * # Errors
     * Throws only if the request is none.
     */
    handle(request: Request): Promise<Reply>;
    /**
     * Gives the engine its model. Without a good one it goes on by words alone, and its status
     * says so.
     */
    loadEncoder(model: Uint8Array | number[]): void;
    /**
     * Opens the store of this name and stands locked.
     *
     * # Errors
     * Throws the core's error, an object with `kind` and `code`.
     */
    static open(name: string): Promise<Engine>;
    /**
     * Does long work for about `budget` milliseconds.
     *
     * # Errors
     * Throws only if the answer cannot be given.
     */
    step(budget: number): Promise<Step>;
    /**
     * Opens the vault with an access key; answers as a `status` request does.
     *
     * # Errors
     * Throws only if the answer cannot be given.
     */
    wake(key: Uint8Array | number[]): Promise<Reply>;
}

export type InitInput = RequestInfo | URL | Response | BufferSource | WebAssembly.Module;

export interface InitOutput {
    readonly memory: WebAssembly.Memory;
}

export type SyncInitInput = BufferSource | WebAssembly.Module;

/**
 * Instantiates the given `module`, which can either be bytes or
 * a precompiled `WebAssembly.Module`.
 *
 * @param {{ module: SyncInitInput }} module - Passing `SyncInitInput` directly is deprecated.
 *
 * @returns {InitOutput}
 */
export function initSync(module: { module: SyncInitInput } | SyncInitInput): InitOutput;

/**
 * If `module_or_path` is {RequestInfo} or {URL}, makes a request and
 * for everything else, calls `WebAssembly.instantiate` directly.
 *
 * @param {{ module_or_path: InitInput | Promise<InitInput> }} module_or_path - Passing `InitInput` directly is deprecated.
 *
 * @returns {Promise<InitOutput>}
 */
export default function __wbg_init (module_or_path: { module_or_path: InitInput | Promise<InitInput> } | InitInput | Promise<InitInput>): Promise<InitOutput>;
