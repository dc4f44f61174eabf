// What every hostile page has: it keeps what it hears, and has a frame, a shadow root and an element of its own, so
// that an attempt that would hear nothing of anything is told from one that hears nothing of Satchel.
const OWN = 'ownquince';
/** A draft that the memory helps, for who plants it. */
const PLANTED = 'Plan a birthday cake for Oriane';
const heard = [];
let tried = 0;
window.attempted = undefined;
// Taken before an attempt alters them.
const { stringify } = JSON;
const { apply } = Reflect;
const { slice } = String.prototype;
const asText = String;
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
/** The element of the page's own. */
const own = () => document.querySelector(`.${OWN}`);

/** One attempt a page: `early` before anything stands there, `act` when there is something to learn. */
function attempt(one) {
  window.attempted = one;
  one.early?.();
}

/** An attempt that lays something over the open frame or alters it: it is pressed then. */
function covers(act, wait = 600) {
  attempt({ flow: 'covers', when: ['open'], wait, act: () => attemptTo(act) });
}

/** An attempt that knows the address of the extension, as `extension`. */
function withAddress(act) {
  attempt({ flow: 'reads', wait: 300, when: ['offering'], act });
}

let telling = false;
/** Has methods tell what passes through them; not what passes while they tell. */
function listenIn(of, names) {
  for (const name of names.split(' ')) {
    const own = of[name];
    if (typeof own !== 'function') continue;
    of[name] = function (...given) {
      const got = apply(own, this, given);
      if (telling) return got;
      telling = true;
      try {
        let all = '';
        for (const one of given)
          if (typeof one !== 'function') all += `${asText(one?.data ?? one?.text ?? one)},`;
        hear(`${name} ${this instanceof String ? this : ''} ${apply(slice, all, [0, 500])}`);
      } catch {}
      telling = false;
      return got;
    };
  }
}

/** Everything that happens in pages. */
const EVENTS =
  'focus blur focusin focusout pointermove pointerdown pointerup pointerover mousemove mouseover ' +
  'mouseout mousedown mouseup click wheel scroll keydown keyup keypress input beforeinput ' +
  'compositionstart selectionchange selectstart copy cut paste dragstart dragover drop toggle ' +
  'beforetoggle slotchange load error resize transitionrun animationstart contextmenu touchstart ' +
  'visibilitychange securitypolicyviolation message';

/** Hears of what happens, wherever it does. */
function listenTo(types, tell) {
  for (const type of types.split(' '))
    addEventListener(type, (event) => hear(`${type} ${tell(event)}`), true);
}

/** Hears of every performance entry of a kind, and asks for them. */
const entriesOf = (type) => ({
  early() {
    try {
      new PerformanceObserver((list) =>
        list.getEntries().forEach((entry) => hear(entry.toJSON())),
      ).observe({ type, buffered: true, durationThreshold: 16 });
    } catch (error) {
      hear(`${error}`);
    }
  },
  act() {
    attemptTo(() => {
      performance.mark(OWN);
      fetch(`/hostile/own.html?${OWN}`);
      return performance.getEntriesByType(type);
    });
  },
});

/** Asks every window in the page for something that windows have. */
function askWindows(name) {
  for (const window of windows())
    attemptTo(() => {
      const it = window[name];
      return `${typeof it} ${it?.href ?? it?.title ?? it} ${it?.body?.innerText ?? it?.className ?? ''}`;
    });
}

/** Frames a page of the extension, and writes to it. */
function framed(page) {
  const frame = document.createElement('iframe');
  attemptTo(() => {
    frame.src = `${extension}/${page}.html`;
    document.body.append(frame);
  });
  attemptTo(() => frame.contentWindow.postMessage({ type: 'show', state: 'offering' }, '*'));
}

/** Sets styles of an element, against all others. */
function alter(element, styles) {
  for (const [name, value] of Object.entries(styles))
    element.style.setProperty(name, value, 'important');
}

function addStyle(css) {
  document.head.append(Object.assign(document.createElement('style'), { textContent: css }));
}

/** A white popover, yet to be shown: over the whole window, if its styles do not say otherwise. */
function cover(styles = '') {
  const over = document.createElement('p');
  over.popover = 'manual';
  over.style.cssText = `position: fixed; inset: 0; width: 100vw; height: 100vh; margin: 0; border: 0; padding: 0; background: white; ${styles}`;
  document.body.append(over);
  return over;
}

/** One over the frame alone, or over a share of its height. */
function coverFrame(share = 1) {
  const { left, top, width, height } = host().getBoundingClientRect();
  return cover(
    `inset: auto; left: ${left}px; top: ${top}px; width: ${width}px; height: ${height * share}px`,
  );
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
