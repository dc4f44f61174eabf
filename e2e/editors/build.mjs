/** Bundles the editors' pages, with the bundler that the extension is tested with: `node build.mjs FOLDER`. */
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const here = import.meta.dirname;
const { build } = createRequire(join(here, '../../extension/package.json'))('esbuild');
const src = join(here, 'src');

await build({
  entryPoints: readdirSync(src).map((name) => join(src, name)),
  outdir: process.argv[2],
  bundle: true,
  format: 'esm',
  define: { 'process.env.NODE_ENV': '"production"' },
  logLevel: 'warning',
});
