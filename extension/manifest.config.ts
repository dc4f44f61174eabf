/**
 * The manifest, in one place: what Satchel may do, and what the browser must refuse it.
 *
 * The package that is tested is the package that ships: there is no development variant, no `key`
 * and no host permission that was not asked for by a click.
 */
import type { UserManifest } from 'wxt';

/** Everything an extension page may load or reach. What is not named here is refused by the browser. */
const PAGE_POLICY = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'worker-src': "'self'",
  'connect-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  'frame-src': "'none'",
  'form-action': "'none'",
  'base-uri': "'none'",
  'require-trusted-types-for': "'script'",
  // Svelte makes its policy when it loads, but its templates are built node by node and never use
  // it; `satchel-worker` names the engine's own script (src/engine/worker-url.ts). No other can be made.
  'trusted-types': 'svelte-trusted-html satchel-worker',
};

/** Any site may be asked for, one at a time, by a click; none is granted at installation. */
const SITES = ['https://*/*', 'http://*/*'];

/** Firefox's own part: a fixed id, and the statement that nothing is collected. */
const GECKO = {
  id: 'satchel@satchel.example',
  strict_min_version: '140.0',
  data_collection_permissions: { required: ['none'] },
};

/** The manifest for one browser. */
export function manifest({ browser }: { browser: string }): UserManifest {
  const firefox = browser === 'firefox';
  return {
    name: '__MSG_extension_name__',
    description: '__MSG_extension_description__',
    default_locale: 'en',
    permissions: [
      'storage',
      'unlimitedStorage',
      'scripting',
      'activeTab',
      'alarms',
      'idle',
      'contextMenus',
      // Firefox runs the engine in its event page and has no offscreen documents.
      ...(firefox ? [] : ['offscreen' as const]),
    ],
    optional_host_permissions: SITES,
    incognito: 'not_allowed',
    // No other extension and no page may open a connection.
    externally_connectable: { ids: [] },
    content_security_policy: {
      extension_pages: Object.entries(PAGE_POLICY)
        .map(([directive, value]) => `${directive} ${value}`)
        .join('; '),
    },
    web_accessible_resources: [
      {
        resources: ['suggest.html'],
        matches: SITES,
        // A page cannot guess the address, and so cannot tell that Satchel is installed. Firefox
        // gives every installation a random address of its own.
        ...(firefox ? {} : { use_dynamic_url: true }),
      },
    ],
    action: { default_title: '__MSG_extension_name__' },
    commands: {
      'open-suggestions': {
        suggested_key: { default: 'Alt+M' },
        description: '__MSG_command_open__',
      },
      // Without keys of its own: whoever wants it chooses them.
      'remember-selection': { description: '__MSG_command_remember__' },
    },
    ...(firefox
      ? { browser_specific_settings: { gecko: GECKO } }
      : { minimum_chrome_version: '130' }),
  };
}
