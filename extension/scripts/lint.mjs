/**
 * What no compiler holds for us.
 *
 * 1. Nothing a content security policy cannot stop (navigation, WebRTC) and nothing that parses
 *    HTML or code; the network only where the engine loads its own files.
 * 2. Fields that browsers keep nothing of.
 * 3. The arrows between the rooms point one way.
 * 4. The translations say the same things; every message is used; every failure that a user can
 *    do something about has a sentence.
 *
 * `node scripts/lint.mjs [core sources]`; the core's sources are ../src otherwise.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const root = join(import.meta.dirname, '..');
const core = resolve(process.argv[2] ?? join(root, '../src'));
const complaints = [];

/** Each: what must not stand in a source file, why, and the only places where it may. */
const FORBIDDEN = [
  [/\b(inner|outer)HTML\b|\binsertAdjacentHTML\b|\{@html\b|\bsrcdoc\b/, 'parses HTML'],
  [/\bdocument\.write|\bDOMParser\b|\bcreateContextualFragment\b|\bsetHTML/, 'parses HTML'],
  [/\beval\s*\(|\bnew\s+Function\b|\bset(Timeout|Interval)\s*\(\s*['"`]/, 'runs text as code'],
  [/\bRTC[A-Z]\w+|\bWebTransport\b|\bWebSocket\b|\bEventSource\b/, 'opens a connection'],
  [/\bsendBeacon\b|\bXMLHttpRequest\b/, 'sends a request'],
  [
    /(?<![.\w])fetch\s*\(|\b(window|globalThis|self)\.fetch\b/,
    'sends a request',
    'src/engine/ src/ui/overview/reach.ts',
  ],
  [/\bwindow\.open\b|(?<![.\w])open\s*\(\s*['"`]http/, 'opens a page'],
  [/\blocation\s*=[^=]|\blocation\.(href\s*=[^=]|assign\b|replace\b)/, 'leaves the page'],
  [/\b(href|src|action)=["'](https?:)?\/\//, 'points outside'],
  [/\btabs\.(create|update)\s*\((?![^)]*getURL)/, 'opens a page that is not ours'],
  [/\sstyle=/, 'inline style: refused by the policy'],
  [/<script(?![^>]*\bsrc=)(?![^>]*\blang=)/, 'inline script: refused by the policy'],
  [/\bcreatePolicy\b/, 'makes a Trusted Types policy', 'src/engine/worker-url.ts'],
  [/\blocalStorage\b|\bsessionStorage\b|\bdocument\.cookie\b/, 'keeps data outside the vault'],
];

/**
 * What each room of src/ uses besides itself: other rooms and files there, or one file of a room. `pkg` is
 * the core: what is in a page, and what is only functions over its DOM, must not know what a memory is.
 */
const ARROWS = {
  sites: '',
  content: 'hex sites protocol settings frame-size',
  frame: 'pkg ui protocol frame-size',
  engine: 'pkg failure model-file backup-file',
  // Of what users see, only the words: the toolbar and the menu are the browser's.
  background:
    'pkg engine ui/i18n sites/learnt protocol settings granted paused learnt first-steps device failure',
  // The chat inside Satchel: a page's part and the background's, in one page of ours.
  practice: 'pkg ui frame protocol settings background/session content/insert content/typing',
  client: 'pkg engine protocol device failure',
  ui: 'pkg public sites client protocol settings granted paused learnt first-steps device model-file backup-file failure hex',
  protocol: 'pkg settings sites/learnt',
  failure: 'pkg',
  settings: '',
  granted: '',
  paused: '',
  learnt: 'sites/learnt',
  'first-steps': '',
  device: 'hex',
  'model-file': 'failure hex',
  'backup-file': '',
  'frame-size': '',
  hex: '',
  env: '',
  'fake-browser': '',
  'fake-memory': 'pkg',
};
/** What every test may use. */
const FOR_TESTS = ['fake-browser', 'fake-memory'];

function files(directory, endings) {
  return readdirSync(directory, { recursive: true })
    .filter((name) => endings.some((ending) => name.endsWith(ending)))
    .map((name) => join(directory, name));
}

/** Comments may name what code must not do. Strings are kept: `'*://*'` begins no comment. */
function withoutComments(text) {
  const piece =
    /(['"`])(?:\\.|(?!\1)[^\\\n])*\1|<!--[\s\S]*?-->|\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm;
  return text.replace(piece, (match, quote) => (quote ? match : match.replace(/[^\n]/g, '')));
}

const sources = ['src', 'entrypoints']
  .flatMap((directory) => files(join(root, directory), ['.ts', '.svelte', '.html']))
  .map((path) => ({
    name: relative(root, path),
    text: withoutComments(readFileSync(path, 'utf8')),
  }));

for (const { name, text } of sources) {
  text.split('\n').forEach((line, at) => {
    for (const [pattern, why, only] of FORBIDDEN) {
      if (pattern.test(line) && !only?.split(' ').some((place) => name.startsWith(place))) {
        complaints.push(`${name}:${at + 1}: ${why}: ${line.trim()}`);
      }
    }
  });
}

// What a browser would keep in its session files of what was typed.
const FIELD = /<(?:textarea|input)\b(?:\{(?:[^{}]|\{[^{}]*\})*\}|[^{>])*>/g;
for (const { name, text } of sources.filter(({ name }) => name.endsWith('.svelte'))) {
  for (const { 0: field, index } of text.matchAll(FIELD)) {
    if (/\stype="(checkbox|radio|file)"/.test(field) || field.includes('{...PRIVATE}')) continue;
    const line = text.slice(0, index).split('\n').length;
    complaints.push(`${name}:${line}: the browser keeps what is typed: {...PRIVATE} is missing`);
  }
}

// The arrows.
const src = join(root, 'src');
/** A path as it stands in the table: what is outside of src by the folder that it is in. */
function place(path) {
  const [first, ...others] = relative(src, path)
    .replace(/^(\.\.\/)+/, '')
    .split('/');
  const room = others.length > 0 ? first : first.replace(/\..*/, '');
  return { room, file: [room, ...others].join('/').replace(/\.svelte$/, '') };
}
const used = new Set();
for (const { name, text } of sources.filter(({ name }) => name.startsWith('src/'))) {
  const { room } = place(join(root, name));
  const allowed = ARROWS[room]?.split(' ');
  if (!allowed) complaints.push(`${name}: a room without a place in the table of arrows`);
  for (const [, path] of text.matchAll(/\b(?:from|import)[\s(]*'(\.[^'?]*)/g)) {
    const to = place(join(root, dirname(name), path));
    if (to.room === room || (FOR_TESTS.includes(to.room) && name.endsWith('.test.ts'))) continue;
    const arrow = allowed?.find((each) => each === to.room || each === to.file);
    if (arrow) used.add(`${room} ${arrow}`);
    else complaints.push(`${name}: ${room} must not know ${to.file}`);
  }
}
for (const [room, allowed] of Object.entries(ARROWS)) {
  for (const other of allowed.split(' ').filter(Boolean)) {
    if (!used.has(`${room} ${other}`))
      complaints.push(`table of arrows: ${room} knows no ${other}`);
  }
}

// The translations.
const locales = Object.fromEntries(
  ['en', 'fr'].map((language) => [
    language,
    JSON.parse(readFileSync(join(root, `public/_locales/${language}/messages.json`), 'utf8')),
  ]),
);
const keys = Object.keys(locales.en);
const blanks = (message) => [...new Set(message.match(/\$\d/g) ?? [])].sort().join();

for (const key of new Set([...keys, ...Object.keys(locales.fr)])) {
  const [en, fr] = [locales.en[key]?.message, locales.fr[key]?.message];
  if (!en || !fr) complaints.push(`_locales: ${key} is missing in ${en ? 'fr' : 'en'}`);
  else if (blanks(en) !== blanks(fr)) complaints.push(`_locales: ${key} has other blanks in fr`);
}

const written = [
  ...sources.map(({ text }) => text),
  readFileSync(join(root, 'manifest.config.ts'), 'utf8'),
].join('\n');
const rust = files(core, ['.rs'])
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');
const literals = new Set([...written.matchAll(/(['"`])(\w+)\1/g)].map((match) => match[2]));
const named = new Set([...written.matchAll(/__MSG_(\w+?)__/g)].map((match) => match[1]));
/** `nav_${page}` in code stands for every key that begins with `nav_`. */
const stems = [...written.matchAll(/`([a-z]+_)\$\{/g)].map((match) => match[1]);
const codes = /^(error|skipped)_(.+)$/;

function isUsed(key) {
  const code = codes.exec(key)?.[2];
  if (code)
    return (
      literals.has(code) ||
      rust.includes(`"${code}"`) ||
      rust.includes(`\`${code}\``) ||
      literals.has(key)
    );
  const stem = key.replace(/_(one|other)$/, '');
  return (
    literals.has(key) ||
    named.has(key) ||
    (stem !== key && literals.has(stem)) ||
    stems.some((prefix) => key.startsWith(prefix))
  );
}

for (const key of keys) if (!isUsed(key)) complaints.push(`_locales: nobody uses ${key}`);

const failures = [
  ...rust.matchAll(/Error::(?:input|state|device)\(\s*"(\w+)"/g),
  ...written.matchAll(/kind: '\w+', code: '(\w+)'|type: 'refused', code: '(\w+)'/g),
];
for (const code of new Set(failures.map((match) => match[1] ?? match[2]))) {
  if (!keys.includes(`error_${code}`)) complaints.push(`_locales: no sentence for ${code}`);
}

for (const complaint of complaints.sort()) console.error(complaint);
if (complaints.length > 0) process.exit(1);
console.log(`${sources.length} files, ${keys.length} messages: nothing to complain of`);
