/**
 * The practice chat's two ends in one page: the background's session, the frame's view, and between them a composer
 * that is ours. What is recalled, offered, read, inserted and written into the ledger goes the way it goes in any chat;
 * only nobody is at the other end.
 */
import type { Status } from '../../../pkg/satchel';
import { Session, type Around } from '../background/session';
import { insert } from '../content/insert';
import { Typing } from '../content/typing';
import { Intent } from '../frame/intent';
import { View } from '../frame/view.svelte';
import { WORDS } from '../frame/words';
import type { FromFrame, ToContent } from '../protocol';
import { readSettings } from '../settings';
import { PRACTICE } from '../ui/sites';

/** No tab asks for this session, and no ticket is redeemed for it. */
const NO_TAB = -1;

export interface Page {
  ask: Around['ask'];
  composer(): HTMLTextAreaElement | undefined;
  /** The keys that open the list, as the user has set them. */
  shortcut(): Promise<string>;
  inserted(): void;
}

export class Exercise {
  readonly view: View;
  readonly #page: Page;
  readonly #session: Session;

  constructor(page: Page) {
    this.#page = page;
    this.view = new View(new Intent(() => performance.now()), WORDS);
    // There is nobody here who could cover it.
    this.view.visible(true);
    this.#session = new Session(NO_TAB, PRACTICE, {
      toContent: (message) => void this.#hear(message),
      ask: page.ask,
      isEnabled: async () => true,
      shortcut: page.shortcut,
      settings: readSettings,
    });
    this.#session.bind((message) => {
      this.view.hear(message, this.say);
      if (message.type === 'inserted') page.inserted();
    });
    this.#session.hearContent({ type: 'composer' });
    void this.#session.serve();
    const typedIn = (event: Event) => {
      const composer = page.composer();
      return composer && event.target === composer ? composer : undefined;
    };
    new Typing(typedIn, () => this.drafted());
  }

  /** The draft is another one. */
  drafted(): void {
    this.#session.hearContent({ type: 'draft', text: this.#page.composer()?.value ?? '' });
  }

  /** The shortcut was pressed here. */
  open(): void {
    this.#session.open(true);
  }

  refresh(status: Status): void {
    void this.#session.refresh(status);
  }

  readonly say = (message: FromFrame): void => this.#session.hearFrame(message);

  async #hear(message: ToContent): Promise<void> {
    const composer = this.#page.composer();
    if (message.type === 'resize') {
      this.#session.hearContent({ type: 'clear', clear: message.open });
      if (!message.open) composer?.focus();
    } else if (message.type === 'insert') {
      const done = composer && (await insert(composer, message.block, message.at));
      this.#session.hearContent(
        done ? { type: 'inserted' } : { type: 'refused', code: 'composer_refused' },
      );
    } else if (message.type === 'erase' && composer) {
      composer.value = '';
    }
  }
}
