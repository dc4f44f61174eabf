import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'wxt';

import { manifest } from './manifest.config';

export default defineConfig({
  // Nothing is imported by magic: what a file uses stands at its top.
  imports: false,
  manifestVersion: 3,
  manifest: ({ browser }) => manifest({ browser }),
  vite: () => ({
    plugins: [svelte()],
    define: { __BUILD__: JSON.stringify(process.env.SATCHEL_BUILD ?? 'dev') },
    worker: { format: 'es' },
    // What a reviewer reads is what ships.
    build: { minify: false, cssMinify: false, modulePreload: { polyfill: false } },
  }),
});
