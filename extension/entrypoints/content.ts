/** The content script, registered at run time for the sites that the user enabled, and no others. */
import { defineContentScript } from 'wxt/utils/define-content-script';

import { resume, start } from '../src/content/page';

declare global {
  // Set in this script's own world, which the page cannot see.
  var satchelResume: (() => void) | undefined;
}

export default defineContentScript({
  registration: 'runtime',
  matches: [],
  main() {
    // Injected into open tabs and registered for new ones: a page may get it twice.
    if (globalThis.satchelResume) return globalThis.satchelResume();
    globalThis.satchelResume = resume;
    start();
  },
});
