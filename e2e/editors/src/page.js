/**
 * What every editor's page has: a place for the editor, in the page or in an open shadow root of it,
 * and an answer to who asks for the editor's own text.
 */

/** Where the editor is made: `?in=shadow` puts it into an open shadow root. */
export function place() {
  const home = document.querySelector('#home');
  if (!location.search.includes('in=shadow')) return home;
  const inner = document.createElement('div');
  home.attachShadow({ mode: 'open' }).append(inner);
  return inner;
}

/** Has the page write the editor's own text where a driver can read it, when it is asked. */
export function tell(model) {
  document.addEventListener('ask', () => {
    document.documentElement.dataset.model = JSON.stringify(model());
  });
  document.documentElement.dataset.ready = 'true';
}
