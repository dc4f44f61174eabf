/** What the user says in a chat, beside its drafts: proposed to them, and kept as a conversation if they want that. */
import type { Said } from '../../../pkg/satchel';
import type { Around } from './session';

/** The longest message that is searched, in bytes and so in characters: what is longer was pasted. */
const SENT_MOST = 8192;
/** The longest part of a conversation that is taken in, in characters, and the most answers. */
const SAID_MOST = 65_536;
const ANSWERS_MOST = 16;
/** A person says no more at once. */
const KEEPING_MOST = 4;

export class Heard {
  readonly #site: string;
  readonly #around: Around;
  /** What the content script was told of whether the user wants the site's conversations kept. */
  #keeps: boolean | undefined;
  /** How much is on its way to the engine. */
  #keeping = 0;

  constructor(site: string, around: Around) {
    this.#site = site;
    this.#around = around;
  }

  /** Has the content script tell what is said here, or not. */
  want(holds: boolean): void {
    if (this.#keeps !== holds) this.#around.toContent({ type: 'keep', holds });
    this.#keeps = holds;
  }

  /** Has what was sent looked through; nobody waits for what is found, and what fails is not found. */
  async propose(text: string): Promise<void> {
    if (text.length > SENT_MOST) return;
    try {
      const { propose } = await this.#around.settings();
      if (!propose || !(await this.#around.isEnabled(this.#site))) return;
      const host = new URL(this.#site).host;
      await this.#around.ask({ type: 'proposeFrom', text, host });
    } catch {
      // A locked vault takes nothing in.
    }
  }

  /** Keeps what was said, if the user wants that of this site: the core asks. */
  async keep({ conversation, title, answers, sent }: Said): Promise<void> {
    if (this.#keeping >= KEEPING_MOST) return;
    this.#keeping += 1;
    try {
      if (!(await this.#around.isEnabled(this.#site))) return;
      const short = (text: string) => String(text).slice(0, SAID_MOST);
      const said: Said = {
        conversation: short(conversation),
        title: short(title),
        answers: answers.slice(0, ANSWERS_MOST).map(short),
        sent: short(sent),
      };
      await this.#around.ask({ type: 'keepSaid', site: this.#site, said });
    } catch {
      // Nor does it now.
    } finally {
      this.#keeping -= 1;
    }
  }
}
