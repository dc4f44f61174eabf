// T21/T22: knows the address, and opens its pages
attempt({
  flow: 'reads',
  wait: 300,
  when: ['offering'],
  act() {
    for (const page of ['popup', 'dashboard'])
      attemptTo(
        () => `${window.open(`${extension}/${page}.html`, '_blank')?.document?.body?.innerText}`,
      );
  },
});
