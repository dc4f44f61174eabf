/**
 * Runs every `*.test.ts` under src: bundles them with esbuild, which Vite brings along, and hands
 * them to Node's own test runner. Only modules that need no browser are tested here.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
const entryPoints = readdirSync(join(root, 'src'), { recursive: true })
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => join(root, 'src', file));
const outdir = mkdtempSync(join(tmpdir(), 'satchel-test-'));

try {
  await build({
    entryPoints,
    outdir,
    bundle: true,
    platform: 'node',
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  const files = readdirSync(outdir, { recursive: true })
    .filter((file) => file.endsWith('.mjs'))
    .map((file) => join(outdir, file));
  if (files.length === 0) throw new Error('no tests found');
  const { status } = spawnSync(process.execPath, ['--enable-source-maps', '--test', ...files], {
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
} finally {
  rmSync(outdir, { recursive: true, force: true });
}
