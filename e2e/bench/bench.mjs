/**
 * Everything that is measured in a page, part by part. What was found is in `globalThis.found`.
 *
 * In each part all that is compared takes turns, again and again, so that whatever else the machine does
 * meets all alike; figures are medians.
 */
import { embed } from './embed.mjs';
import { importing } from './importing.mjs';
import { search } from './search.mjs';
import { wake } from './wake.mjs';

const PARTS = { embed, importing, search, wake };

async function measure() {
  const asked = new URLSearchParams(location.search).get('parts')?.split(',') ?? Object.keys(PARTS);
  const found = { took_s: {} };
  for (const name of asked) {
    globalThis.progress = name;
    const start = performance.now();
    Object.assign(found, await PARTS[name]());
    found.took_s[name] = (performance.now() - start) / 1000;
  }
  return found;
}

globalThis.found = await measure().catch((error) => ({ error: String(error?.stack ?? error) }));
