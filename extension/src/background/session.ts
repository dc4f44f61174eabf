/**
 * One composer, its frame and its draft.
 *
 * What the frame shows changes only inside the frame: towards the page a session says nothing but
 * the frame's two sizes, which follow the user's own acts, and what the user accepted.
 */
import type { AroundView, Mark, Status, Suggestion } from '../../../pkg/satchel';
import type { Ask } from '../engine/line';
import { codeOf } from '../failure';
import {
  DWELL,
  INSERTED_BY,
  type FrameMark,
  type FrameState,
  type FromContent,
  type FromFrame,
  type ToContent,
  type ToFrame,
} from '../protocol';
import type { Settings } from '../settings';
import { noteIn } from './command';
import { Drafts } from './drafts';
import { Heard } from './heard';

/** The longest draft that is looked at: its last characters. */
const DRAFT_MOST = 4000;
/** Milliseconds in which a content script must have answered: nothing is inserted after that. */
const ANSWER = INSERTED_BY + 600;
/** Milliseconds before a question that the engine lost on its way is asked again. */
const AGAIN = 300;

/** What a session needs of the browser and of the engine. */
export interface Around {
  toContent(message: ToContent): void;
  ask: Ask;
  /** Whether the user still lets Satchel into this site. */
  isEnabled(site: string): Promise<boolean>;
  /** The keys that open the list, as the user has set them. */
  shortcut(): Promise<string>;
  /** How everything is set, now. */
  settings(): Promise<Settings>;
}

/** Something that the user accepted, on its way. */
interface Accepting {
  tell(message: ToFrame): void;
  /** What the page was given: the user can have it another way. */
  block?: string;
  giveUp?: ReturnType<typeof setTimeout>;
}

export class Session {
  readonly tab: number;
  readonly site: string;
  /** Whether the content script is of this build. */
  known = false;
  focusedAt = 0;

  readonly #around: Around;
  #toFrame: ((message: ToFrame) => void) | undefined;
  #ticket: string | undefined;
  readonly #drafts = new Drafts();
  readonly #heard: Heard;
  #asking = false;
  #stale = false;
  #vault: Status['vault'] | undefined;
  /** Whether the frame shows any, and all that it was ever given: nothing else can be accepted. */
  #offering = false;
  /** Whether what it shows was found by words alone: the model was not there yet. */
  #rough = false;
  /** Whether the list is open: what is being read stays as it is. */
  #open = false;
  readonly #offered = new Set<string>();
  #accepting: Accepting | undefined;
  /** Since when the page leaves the open frame uncovered and unaltered. */
  #clearSince: number | undefined;
  #shown = false;
  /** Whether this draft was asked again already, after the engine was lost over it. */
  #again = false;

  constructor(tab: number, site: string, around: Around) {
    this.tab = tab;
    this.site = site;
    this.#around = around;
    this.#heard = new Heard(site, around);
  }

  get bound(): boolean {
    return this.#toFrame !== undefined;
  }

  /** Whether its frame is there and shown, so that it can be opened. */
  get ready(): boolean {
    return this.bound && this.#shown;
  }

  hearContent(message: FromContent): void {
    switch (message.type) {
      case 'hello':
        return;
      case 'composer':
        this.focusedAt = Date.now();
        this.#shown = true;
        if (!this.bound) this.#around.toContent({ type: 'ticket', ticket: this.#issue() });
        return;
      case 'draft':
        this.#drafts.take(message.text.slice(-DRAFT_MOST));
        this.#again = false;
        return void this.#recall();
      case 'sent':
        return void this.#heard.propose(message.text);
      case 'said':
        return void this.#heard.keep(message.said);
      case 'hidden':
        this.#shown = this.#open = false;
        return this.#tell({ type: 'closed' });
      case 'clear':
        this.#clearSince = message.clear ? Date.now() : undefined;
        return;
      case 'inserted':
        return this.#settle({ type: 'inserted' });
      case 'refused':
        return this.#settle(this.#refused(message.code));
    }
  }

  hearFrame(message: FromFrame): void {
    switch (message.type) {
      case 'hello':
        return;
      case 'open':
        return this.open(false);
      case 'close':
        this.#open = false;
        this.#around.toContent({ type: 'resize', open: false });
        return this.#tell({ type: 'closed' });
      case 'accept':
        return void this.#accept(message.ids, message.agreed);
      case 'remember':
        return void this.#remember(message.text, message.draft);
      case 'dismiss':
      case 'undismiss':
        return void this.#dismiss(message.id, message.draft, message.type === 'dismiss');
      case 'mark':
        return void this.#mark(message.id, message.mark);
    }
  }

  /** Opens the list: by a press in the frame, or by the user's own key command. */
  open(shortcut: boolean): void {
    this.#open = true;
    this.#around.toContent({ type: 'resize', open: true });
    this.#tell({ type: 'opened', shortcut });
  }

  /** Whether this is the ticket; it is none any more then. */
  redeem(ticket: string): boolean {
    const genuine = this.#ticket !== undefined && this.#ticket === ticket;
    if (genuine) this.#ticket = undefined;
    return genuine;
  }

  bind(toFrame: (message: ToFrame) => void): void {
    this.#toFrame = toFrame;
    this.#show('waking', []);
  }

  /** Tells a frame that was bound what there is to tell. */
  async serve(): Promise<void> {
    this.#tell({ type: 'shortcut', keys: await this.#around.shortcut() });
    await this.#recall();
  }

  unbind(): void {
    this.#toFrame = undefined;
    this.#offering = this.#open = false;
    this.#offered.clear();
    this.#clearSince = undefined;
    this.#forget();
  }

  /** The site was taken back: nothing of it is read any more, and nothing told. */
  leave(): void {
    this.known = false;
    this.#around.toContent({ type: 'leave' });
    this.#show('waking', []);
    this.end();
  }

  end(): void {
    this.#ticket = undefined;
    this.unbind();
  }

  /** The vault was opened, locked or made; or memories came in. */
  async refresh(status: Status): Promise<void> {
    const same = status.vault === this.#vault;
    // What comes back from the page after that is told to nobody.
    if (status.vault !== 'unlocked') {
      this.#forget();
      this.#drafts.forget();
    }
    // Memories that come in may help a draft that had none, and the model finds better than words alone; nobody waits
    // for it in a hidden frame.
    const done = this.#offering && (!this.#rough || this.#open);
    if (same && (status.vault !== 'unlocked' || done || !this.#shown)) return;
    await this.#recall();
  }

  #issue(): string {
    this.#ticket = crypto.randomUUID();
    return this.#ticket;
  }

  /** One question at a time; what was typed meanwhile is asked next, and only its last state. */
  async #recall(): Promise<void> {
    if (!this.bound) return;
    if (this.#asking) {
      this.#stale = true;
      return;
    }
    this.#asking = true;
    try {
      do {
        this.#stale = false;
        await this.#recallOnce();
      } while (this.#stale && this.bound);
    } finally {
      this.#asking = false;
    }
  }

  async #recallOnce(): Promise<void> {
    try {
      const { vault } = await this.#around.ask({ type: 'status' });
      this.#vault = vault;
      if (vault !== 'unlocked') this.#heard.want(false);
      if (vault === 'lost') return this.#show('missing', []);
      if (vault !== 'unlocked') return this.#show(vault, []);
      const { number, text } = this.#drafts.last;
      const asked = noteIn(text);
      if (asked === 'too_long') return this.#show('too_long', []);
      if (asked) return this.#show('remember', [], { note: asked.note, draft: number });
      const { suggestions, around, keeps } = await this.#around.ask({
        type: 'recall',
        draft: text,
        site: this.site,
      });
      this.#heard.want(keeps);
      const state = suggestions.length > 0 ? 'offering' : 'quiet';
      // What is asked anew because the vault has more by now is no reason to hold back what was found: an import tells of
      // itself more often than a draft is answered.
      if (this.#drafts.last.number === number)
        this.#show(state, suggestions, { around, draft: number });
    } catch (error) {
      this.#show('waking', []);
      // Once: a draft that ends the engine must not do so for ever.
      if (codeOf(error) !== 'engine_lost' || this.#again) return;
      this.#again = true;
      await new Promise((resolve) => setTimeout(resolve, AGAIN));
      this.#stale = true;
    }
  }

  #show(
    state: FrameState,
    suggestions: Suggestion[],
    more: { around?: AroundView; note?: string; draft?: number } = {},
  ): void {
    this.#offering = suggestions.length > 0;
    this.#rough = suggestions.every(({ similarity }) => similarity === undefined);
    for (const { memory } of suggestions) this.#offered.add(memory.id);
    this.#tell({ type: 'show', state, suggestions, draft: this.#drafts.last.number, ...more });
  }

  async #accept(ids: string[], agreed: boolean): Promise<void> {
    const tell = this.#toFrame;
    if (!tell || this.#accepting || !ids.every((id) => this.#offered.has(id))) return;
    // Claimed at once: what is accepted twice is handed over once.
    const accepting: Accepting = { tell };
    this.#accepting = accepting;
    try {
      if (!(await this.#around.isEnabled(this.site))) return this.leave();
      if (!this.#isClear()) return this.#settle({ type: 'failed', code: 'frame_covered' });
      const { insertAt: at } = await this.#around.settings();
      // Written to the ledger before the page gets a byte of it.
      const { block } = await this.#around.ask({ type: 'insert', ids, site: this.site, agreed });
      if (this.#accepting !== accepting) return; // The frame or the site went meanwhile.
      accepting.block = block;
      const refuse = () => this.#settle(this.#refused('composer_refused'));
      accepting.giveUp = setTimeout(refuse, ANSWER);
      this.#around.toContent({ type: 'insert', block, at });
    } catch (error) {
      if (this.#accepting !== accepting) return;
      const code = codeOf(error);
      this.#settle({ type: 'failed', code });
      // It was not one to be asked about when it was shown.
      if (code === 'memory_asks') void this.#recall();
    }
  }

  /** Whether the page has left the frame alone for long enough to be read. */
  #isClear(): boolean {
    return this.#clearSince !== undefined && Date.now() - this.#clearSince >= DWELL;
  }

  /** Whether what the user says in the frame is to be done: the site is theirs to speak of still, and they could read it. */
  async #counts(): Promise<boolean> {
    if (!(await this.#around.isEnabled(this.site))) {
      this.leave();
      return false;
    }
    const clear = this.#isClear();
    if (!clear) this.#tell({ type: 'failed', code: 'frame_covered' });
    return clear;
  }

  /** Keeps what the user typed and then read in the frame. */
  async #remember(text: string, number: number): Promise<void> {
    try {
      if (!(await this.#counts())) return;
      const { host } = new URL(this.site);
      const { added } = await this.#around.ask({ type: 'addNote', text, host });
      const draft = this.#drafts.of(number);
      if (draft !== undefined) this.#around.toContent({ type: 'erase', draft });
      this.#tell({ type: 'remembered', added });
    } catch (error) {
      this.#tell({ type: 'failed', code: codeOf(error) });
    }
  }

  /** Nothing leaves the frame by it, and the user can take it back there. */
  async #dismiss(id: string, number: number, dismissed: boolean): Promise<void> {
    const draft = this.#drafts.of(number);
    if (!this.#offered.has(id) || draft === undefined) return;
    try {
      if (!(await this.#counts())) return;
      // Without the model it may not be learnt: asked again, this draft would be offered the same.
      this.#rough = false;
      let learned = true;
      if (dismissed) {
        ({ learned } = await this.#around.ask({ type: 'dismiss', id, draft }));
      } else {
        await this.#around.ask({ type: 'undismiss', id, all: false });
      }
      this.#tell({ type: 'dismissed', id, dismissed, learned });
    } catch (error) {
      this.#tell({ type: 'failed', code: codeOf(error) });
    }
  }

  /** What the user says of a memory that was offered. */
  async #mark(id: string, said: FrameMark): Promise<void> {
    if (!this.#offered.has(id)) return;
    const never = said === 'never' || said === 'allow';
    const mark: Mark = never
      ? { type: 'neverAt', site: this.site, holds: said === 'never' }
      : { type: 'pinned', holds: said === 'pin' };
    try {
      if (!(await this.#counts())) return;
      await this.#around.ask({ type: 'mark', ids: [id], mark });
      this.#tell({ type: 'marked', id, mark: said });
    } catch (error) {
      this.#tell({ type: 'failed', code: codeOf(error) });
    }
  }

  /** The composer took nothing: the block is the user's to put there. */
  #refused(code: string): ToFrame {
    return { type: 'failed', code, block: this.#accepting?.block };
  }

  #settle(answer: ToFrame): void {
    this.#accepting?.tell(answer);
    this.#forget();
  }

  /** Nothing that was accepted is awaited any more. */
  #forget(): void {
    clearTimeout(this.#accepting?.giveUp);
    this.#accepting = undefined;
  }

  #tell(message: ToFrame): void {
    this.#toFrame?.(message);
  }
}
