/**
 * What stands in a field, line by line: a line is what is shown as one block, or what a break ends.
 *
 * Browsers' own `innerText` adds empty lines for margins, so that it cannot tell whether an editor
 * kept the lines that it was given.
 */

/** Marks that editors put between characters to hold the caret. */
const UNSEEN = /[\u200b\ufeff]/g;

/** What is in a turn beside its words. */
const CONTROLS = 'button, [role="button"], input, textarea, select, svg, [aria-hidden="true"]';

/** Kinds of nodes, by the numbers that the DOM gives them. */
const ELEMENT = 1;
const TEXT = 3;

/** A text as it is compared, word by word and line by line: where a line is indented, styles decide. */
export function plain(text: string): string {
  return text
    .replace(UNSEEN, '')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/^ | $/gm, '');
}

/** What stands in a field. */
export function textOf(field: HTMLElement): string {
  return isField(field) ? field.value : linesOf(field);
}

/** What a page shows of a turn: its words, without the controls that stand among them. */
export function shownIn(turn: HTMLElement): string {
  return linesOf(turn, undefined, CONTROLS);
}

/** A place between the characters of an editor, as selections name it. */
export interface Caret {
  node: Node;
  offset: number;
}

/** What stands in an editor before a caret; all of it where the caret is elsewhere. */
export function textBefore(editor: HTMLElement, caret: Caret): string {
  return linesOf(editor, caret);
}

function linesOf(editor: HTMLElement, until?: Caret, without?: string): string {
  const lines = new Lines(until, without);
  lines.read(editor);
  return lines
    .done()
    .join('\n')
    .replace(UNSEEN, '')
    .replace(/\u00a0/g, ' ');
}

/** Whether it is a text area or a line; asked by name, as those of other windows are too. */
export function isField(element: Element): element is HTMLTextAreaElement | HTMLInputElement {
  return element.localName === 'textarea' || element.localName === 'input';
}

/** The lines of an editor, as they are read from its elements. */
class Lines {
  readonly #lines: string[] = [];
  /** The line that is being read; none between lines. */
  #line: string | undefined;
  /** Where reading ends, and whether it has. */
  readonly #until: Caret | undefined;
  #over = false;
  /** What is passed over. */
  readonly #without: string | undefined;

  constructor(until?: Caret, without?: string) {
    this.#until = until;
    this.#without = without;
  }

  done(): string[] {
    if (this.#line !== undefined || this.#lines.length === 0) this.#end();
    return this.#lines;
  }

  read(element: Element): void {
    const keeps = /^(pre|break-spaces)/.test(styleOf(element).whiteSpace);
    let at = 0;
    for (const node of element.childNodes) {
      if (this.#ends(element, at++)) return;
      if (node.nodeType === TEXT) this.#text(this.#partOf(node), keeps);
      else if (node.nodeType === ELEMENT) this.#element(node as Element);
    }
    this.#ends(element, at);
  }

  /** Whether the caret is before this child, or was before. */
  #ends(element: Element, child: number): boolean {
    if (this.#until?.node === element && this.#until.offset <= child) this.#over = true;
    return this.#over;
  }

  #partOf(node: Node): string {
    const text = node.nodeValue ?? '';
    if (this.#until?.node !== node) return text;
    this.#over = true;
    return text.slice(0, this.#until.offset);
  }

  #text(text: string, keeps: boolean): void {
    if (!keeps) {
      const even = text.replace(/[ \t\n\r]+/g, ' ');
      const words = this.#line ? even : even.replace(/^ /, '');
      if (words) this.#line = (this.#line ?? '') + words;
      return;
    }
    const [first, ...others] = text.split('\n');
    if (first) this.#line = (this.#line ?? '') + first;
    for (const other of others) {
      this.#end();
      if (other) this.#line = other;
    }
  }

  #element(element: Element): void {
    if (this.#without && element.matches(this.#without)) return;
    // A break that ends a line; the last one of a block stands for nothing more.
    if (element.localName === 'br') return this.#end();
    const style = styleOf(element);
    if (style.display === 'none' || isDecoration(element, style)) return;
    if (/^(inline|contents|ruby)/.test(style.display)) return this.read(element);
    if (this.#line !== undefined) this.#end();
    const before = this.#lines.length;
    this.read(element);
    const empty = this.#line === undefined && this.#lines.length === before;
    const shown = empty && element.getBoundingClientRect().height > 0;
    // The caret's own line goes on.
    if (this.#over) this.#line ??= shown ? '' : undefined;
    else if (this.#line !== undefined || shown) this.#end();
  }

  #end(): void {
    this.#lines.push(this.#line ?? '');
    this.#line = undefined;
  }
}

/** What editors draw over their text: placeholders and cursors, none of it written. */
function isDecoration(element: Element, style: CSSStyleDeclaration): boolean {
  if (style.position === 'absolute' || style.position === 'fixed') return true;
  return element.getAttribute('contenteditable') === 'false' && style.pointerEvents === 'none';
}

function styleOf(element: Element): CSSStyleDeclaration {
  return (element.ownerDocument.defaultView ?? window).getComputedStyle(element);
}
