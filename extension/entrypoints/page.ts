/**
 * The content script, registered at run time for the sites that the user enabled, and no others.
 *
 * A script of no kind that WXT knows: its own content scripts greet each other through the page's window, and
 * with the extension's id.
 */
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';

import { resume, start } from '../src/content/page';

declare global {
  // Set in this script's own world, which the page cannot see.
  var satchelResume: (() => void) | undefined;
}

export default defineUnlistedScript(() => {
  // Injected into open tabs and registered for new ones: a page may get it twice.
  if (globalThis.satchelResume) return globalThis.satchelResume();
  globalThis.satchelResume = resume;
  start();
});
