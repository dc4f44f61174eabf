/**
 * Everything that is measured in a page, part by part. What was found is in `globalThis.found`.
 *
 * In each part all that is compared takes turns, again and again, so that whatever else the machine does
 * meets all alike; figures are medians.
 */
import { embed } from './embed.mjs';
import { importing } from './importing.mjs';
import { million } from './million.mjs';
import { search } from './search.mjs';
import { wake } from './wake.mjs';

const PARTS = { embed, importing, search, million, wake };

async function measure() {
  const asked = new URLSearchParams(location.search).get('parts')?.split(',') ?? Object.keys(PARTS);
  const found = {};
  for (const name of asked) {
    globalThis.progress = name;
    Object.assign(found, await PARTS[name]());
  }
  return found;
}

// Not before the page is there for the driver: a page that is busy from the start never seems to have loaded.
addEventListener('load', () =>
  setTimeout(async () => {
    globalThis.found = await measure().catch((error) => ({ error: String(error?.stack ?? error) }));
  }, 300),
);
