/** Which part of the dashboard is shown: its name stands after the `#`, and nothing else does. */
export const PAGES = [
  'memories',
  'inbox',
  'timeline',
  'import',
  'ledger',
  'overview',
  'bin',
  'backups',
  'repair',
  'sites',
  'keys',
  'settings',
] as const;
export type Page = (typeof PAGES)[number];
/** The pages that show nothing of the vault, and are there while it is locked. */
export const WITHOUT_VAULT: ReadonlySet<Page> = new Set<Page>(['sites', 'settings']);

export class Route {
  page = $state<Page>(named(location.hash));

  constructor() {
    addEventListener('hashchange', () => (this.page = named(location.hash)));
  }
}

function named(hash: string): Page {
  return PAGES.find((page) => `#${page}` === hash) ?? 'memories';
}
