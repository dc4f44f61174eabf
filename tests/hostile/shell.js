// What every hostile page has: it keeps what it hears, and has a frame, a shadow root and an element of its own, so
// that an attempt that would hear nothing of anything is told from one that hears nothing of Satchel.
const OWN = 'ownquince';
const heard = [];
let tried = 0;
window.attempted = undefined;
// Taken before an attempt alters them.
const { stringify } = JSON;
const later = window.setTimeout.bind(window);

/** Keeps something for the report, whatever it is. */
function hear(what) {
  if (heard.length > 20000) return;
  try {
    heard[heard.length] = typeof what === 'string' ? what : (stringify(what) ?? `${what}`);
  } catch {
    heard[heard.length] = typeof what;
  }
}

/** Tries something, and counts that it was; what is refused is heard too. */
function attemptTo(act) {
  tried += 1;
  try {
    const got = act();
    if (got && typeof got.then === 'function') got.then(hear, (error) => hear(`${error}`));
    else if (got !== undefined) hear(got);
  } catch (error) {
    hear(`${error}`);
  }
}

/** Every element of the page, and every window in it. */
const elements = () => [...document.querySelectorAll('*')];
const windows = () => Array.from({ length: window.length }, (_, at) => window[at]);
/** The element that came with Satchel: what is neither the page's own nor a part of it. */
const host = () => document.querySelector('html > div[popover]');
const composer = () => document.querySelector('#composer');

/** One attempt a page: `early` before anything stands there, `act` when there is something to learn. */
function attempt(one) {
  window.attempted = one;
  one.early?.();
}

function begin() {
  const frame = document.createElement('iframe');
  frame.id = 'own';
  frame.name = OWN;
  frame.srcdoc = `<title>${OWN}</title><p>${OWN}</p>`;
  const root = document.createElement('div');
  root.className = OWN;
  root.attachShadow({ mode: 'open' }).innerHTML = `<p>${OWN}</p>`;
  document.body.append(frame, root);
}

/** Run by the tests when the frame offers, and when its list is open. */
window.go = async function go(when) {
  if (!window.attempted.when || window.attempted.when.includes(when))
    await window.attempted.act?.(when);
  await new Promise((resolve) => later(resolve, window.attempted.wait ?? 120));
};

window.report = function report() {
  window.attempted.ask?.();
  const all = heard.join('\n');
  return { heard: all, tried, control: window.attempted.control !== true || all.includes(OWN) };
};
