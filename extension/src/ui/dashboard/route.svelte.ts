/** Which part of the dashboard is shown: its name stands after the `#`, and nothing else does. */
export const PAGES = ['memories', 'import', 'ledger', 'sites'] as const;
export type Page = (typeof PAGES)[number];

export class Route {
  page = $state<Page>(named(location.hash));

  constructor() {
    addEventListener('hashchange', () => (this.page = named(location.hash)));
  }
}

function named(hash: string): Page {
  return PAGES.find((page) => `#${page}` === hash) ?? 'memories';
}
