/** The site whose page of the ledger is wanted: said inside this page, never in its address. */
export const asked = $state({ site: '' });

/** Goes there, from wherever in the dashboard. */
export function askAbout(site: string): void {
  asked.site = site;
  location.hash = '#ledger';
}
