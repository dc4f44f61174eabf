// T21/T22: knows the address, and opens its pages
withAddress(() => {
  for (const page of ['popup', 'dashboard'])
    attemptTo(
      () => `${window.open(`${extension}/${page}.html`, '_blank')?.document?.body?.innerText}`,
    );
});
