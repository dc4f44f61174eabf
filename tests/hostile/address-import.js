// T21/T22: knows the address, and imports its modules
withAddress(() => {
  for (const file of ['/page.js', '/background.js'])
    attemptTo(() => import(`${extension}${file}`).then((found) => Object.keys(found).join()));
});
