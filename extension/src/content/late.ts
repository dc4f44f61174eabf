/**
 * Fields that have the focus and are no composer yet: chats focus them before they are large enough,
 * enabled, or have their send control.
 *
 * It looks again when the page has changed, seldom, a limited number of times, and only while the
 * field keeps the focus; then it is silent.
 */

/** Milliseconds between looks: a page that is being built changes all the time. */
const REST = 250;
/** Looks at one field. */
const MOST = 40;

/** What makes a field a composer, or no longer hides it. */
const CHANGES: MutationObserverInit = {
  subtree: true,
  childList: true,
  attributes: true,
  attributeFilter: [
    'contenteditable',
    'role',
    'placeholder',
    'aria-label',
    'disabled',
    'readonly',
    'hidden',
    'inert',
    'style',
    'class',
  ],
};

export class Late {
  readonly #again: () => void;
  #observer: MutationObserver | undefined;
  #size: ResizeObserver | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #field: Element | undefined;
  #looks = 0;

  /** `again` looks at what has the focus. */
  constructor(again: () => void) {
    this.#again = again;
  }

  /** Looks at the field again after changes, until it is told to stop. */
  watch(field: Element): void {
    if (field === this.#field) return;
    this.stop();
    this.#field = field;
    this.#observer = new MutationObserver(() => this.#soon());
    this.#observer.observe(document.documentElement, CHANGES);
    const root = field.getRootNode();
    if (root !== document) this.#observer.observe(root, CHANGES);
    this.#size = new ResizeObserver(() => this.#soon());
    this.#size.observe(field);
  }

  stop(): void {
    this.#observer?.disconnect();
    this.#size?.disconnect();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#field = undefined;
    this.#looks = 0;
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (++this.#looks > MOST) {
        this.#observer?.disconnect();
        this.#size?.disconnect();
      } else this.#again();
    }, REST);
  }
}
