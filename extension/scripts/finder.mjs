/** The finder as one script for drivers, `finder` being what it exports: `node scripts/finder.mjs FILE`. */
import { join } from 'node:path';

import { build } from 'esbuild';

await build({
  entryPoints: [join(import.meta.dirname, '../src/sites/driver.ts')],
  outfile: process.argv[2],
  bundle: true,
  format: 'iife',
  globalName: 'finder',
  logLevel: 'warning',
});
