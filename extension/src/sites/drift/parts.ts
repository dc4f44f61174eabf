/** What the pages of the tests are put together from. */
export const BOX = 'data-box="400,650,640,48"';
export const COMPOSER = `data-part="composer" data-say="message" ${BOX}`;
export const SEND = 'data-part="send"';
export const ICON = '<svg viewBox="0 0 20 20"><path d="M3 10l14-7"></path></svg>';
export const ATTACH = `<button type="button" class="icon" data-say="attach" aria-label="Attach files">${ICON}</button>`;
export const MODEL = `<button type="button" class="icon" aria-haspopup="menu" data-say="model" aria-label="Choose a model">${ICON}</button>`;

/** An editor with a text in it. */
export function editor(attributes: string, tag = 'div'): string {
  return `<${tag} contenteditable="true" ${attributes} ${COMPOSER}><p data-placeholder="Message the assistant" data-say="message">Hello</p></${tag}>`;
}

export function area(attributes: string): string {
  return `<textarea ${attributes} ${COMPOSER} placeholder="Message the assistant"></textarea>`;
}

export function button(attributes: string): string {
  return `<button ${attributes} ${SEND}>${ICON}</button>`;
}

/** A button that people read in their language. */
export function labelled(attributes: string): string {
  return button(`${attributes} data-say="send" aria-label="Send"`);
}

/** Composer above, controls below it, the send control last. */
export function card(composer: string, send: string, tag = 'form', attributes = ''): string {
  return `<${tag} class="card" ${attributes}><div class="field">${composer}</div><div class="row"><div class="left">${ATTACH}${MODEL}</div><div class="right">${send}</div></div></${tag}>`;
}

export const TIPTAP = 'class="tiptap ProseMirror" role="textbox"';
export const LEXICAL = 'data-lexical-editor="true" role="textbox"';
