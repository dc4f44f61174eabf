/** The table of sites, checked before it is built in: `npm run build` and `npm test` ask for it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { build } from 'esbuild';
import { parseHTML } from 'linkedom';

const src = join(import.meta.dirname, '../src/sites');
const outdir = mkdtempSync(join(tmpdir(), 'satchel-sites-'));
try {
  const outfile = join(outdir, 'check.mjs');
  const contents = `export { complaintsAbout } from './check'; export { SITES } from './table';`;
  await build({
    stdin: { contents, resolveDir: src, loader: 'ts' },
    outfile,
    bundle: true,
    format: 'esm',
    logLevel: 'warning',
  });
  const { complaintsAbout, SITES } = await import(pathToFileURL(outfile).href);
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const complaints = complaintsAbout(SITES, (css) => document.querySelectorAll(css));
  for (const complaint of complaints) console.error(complaint);
  if (complaints.length > 0) process.exitCode = 1;
} finally {
  rmSync(outdir, { recursive: true, force: true });
}
