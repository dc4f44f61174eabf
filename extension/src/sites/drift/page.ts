/**
 * A chat's page made for the tests: one composer with its row of controls, and everything around
 * that one could take for it. No real page's HTML is in it, only the structure selectors speak of.
 */
import { parseHTML } from 'linkedom';

/** The window that every page is in, in CSS pixels. */
const VIEW = { width: 1280, height: 800 };

/** The parts of one site's page that are its own. */
export interface Fixture {
  /** The site's id in the table. */
  id: string;
  address: string;
  /** The composer's surroundings: has `data-part="composer"` and `data-part="send"`. */
  chat: string;
  /** One message of the user's, around an edit box; `@` stands for it. */
  turn?: string;
  /** The chat stands in this element's open shadow root. */
  host?: string;
}

/** Other fields of a page, by the name of their part. */
const AROUND = `
  <aside class="sidebar" data-box="0,0,260,800">
    <div class="search-row"><input type="text" class="search" data-part="search" data-say="search"
      placeholder="Search chats" data-box="10,20,240,36"></div>
    <div class="history"><div class="item">
      <input type="text" class="rename" data-part="rename" data-say="rename" aria-label="Rename chat" data-box="10,90,240,30">
      <button type="button" data-say="save" aria-label="Save"><svg><path d="M1 1"></path></svg></button>
    </div></div>
  </aside>
  <header class="top" data-box="260,0,1020,56">
    <div contenteditable="true" class="doc-title" data-part="title" data-say="title" aria-label="Title" data-box="280,10,400,32"></div>
  </header>`;

const EDIT = `<div class="edit"><textarea data-part="edit" data-say="edit" aria-label="Edit message" data-box="400,160,640,80"></textarea>
  <div class="row"><button type="button" data-say="cancel">Cancel</button><button type="button" data-say="send">Send</button></div></div>`;

const SETTINGS = `
  <div role="dialog" class="settings" data-box="400,100,480,400"><form>
    <textarea class="field" data-part="settings" data-say="instructions" aria-label="Custom instructions" data-box="420,140,440,160"></textarea>
    <button type="submit" data-say="save">Save</button></form></div>`;

/** The page of a fixture, parsed. */
export function pageOf({ chat, turn, host }: Fixture): Document {
  const message = (turn ?? '<ul class="turns"><li class="turn">@</li></ul>').replace('@', EDIT);
  const document = open(
    `<div class="app">${AROUND}` +
      `<main class="thread" data-box="260,56,1020,744"><div class="log" data-box="260,56,1020,560">${message}</div>` +
      `<div class="bottom" data-box="380,640,760,140">${host ? `<${host} class="chat-host"></${host}>` : chat}</div>` +
      `</main>${SETTINGS}</div>`,
  );
  if (host) fill(part(document, host), chat);
  return document;
}

/** A page with this in its body. */
export function open(body: string): Document {
  const { document, window } = parseHTML(
    `<!doctype html><html lang="en"><body>${body}</body></html>`,
  );
  Object.assign(window, { innerHeight: VIEW.height, innerWidth: VIEW.width });
  lay(window.Element.prototype as Element);
  return document;
}

/** The first element that matches; there must be one. */
export function part(document: Document, css: string): HTMLElement {
  const found = document.querySelector(css);
  if (!found) throw new Error(`no ${css} in the page`);
  return found as HTMLElement;
}

/** The part of a page that has this name. */
export function partOf(element: Element | undefined): string | undefined {
  return element?.getAttribute('data-part') ?? undefined;
}

/** A shadow root's content, made in the light and moved. */
function fill(host: Element, html: string): void {
  const { body } = open(html);
  const shadow = host.attachShadow({ mode: 'open' });
  for (const node of [...body.childNodes]) {
    shadow.appendChild(host.ownerDocument.importNode(node, true));
  }
}

/** Boxes: an element's own, or that of the nearest around it; small for what stands in a row. */
function lay(prototype: Element): void {
  prototype.getBoundingClientRect = function (this: Element) {
    let at: Element | undefined = this;
    while (at && !at.hasAttribute('data-box')) {
      at = at.parentElement ?? (at.parentNode as Partial<ShadowRoot> | null)?.host ?? undefined;
    }
    const [x, y, width, height] = (at?.getAttribute('data-box') ?? '0,0,1280,800')
      .split(',')
      .map(Number);
    return {
      x,
      y,
      left: x,
      top: y,
      width,
      height,
      right: x! + width!,
      bottom: y! + height!,
    } as DOMRect;
  };
}
