/**
 * Runs every `*.test.ts` under src: bundles them with esbuild, which Vite brings along, and hands
 * them to Node's own test runner. Only modules that need no browser are tested here.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { build, transform } from 'esbuild';
import { compileModule } from 'svelte/compiler';

const root = join(import.meta.dirname, '..');
const entryPoints = readdirSync(join(root, 'src'), { recursive: true })
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => join(root, 'src', file));
/** State in runes, as plain values: what follows from what is tested, not the redrawing. */
const runes = {
  name: 'runes',
  setup(builder) {
    builder.onLoad({ filter: /\.svelte\.ts$/ }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, 'utf8'), {
        loader: 'ts',
        target: 'esnext',
        tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
      });
      const compiled = compileModule(code, { filename: path, generate: 'server' });
      return { contents: compiled.js.code, loader: 'js' };
    });
  },
};
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
    // As in Chromium; what only Firefox does, the stories play there.
    define: { 'import.meta.env.FIREFOX': 'false' },
    plugins: [runes],
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
