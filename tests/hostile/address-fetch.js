// T21/T22: knows the extension’s address, and fetches its files
withAddress(() => {
  for (const file of [
    '/manifest.json',
    '/suggest.html',
    '/popup.html',
    '/dashboard.html',
    '/page.js',
    '/background.js',
  ])
    attemptTo(() => fetch(`${extension}${file}`).then((answer) => answer.text()));
});
