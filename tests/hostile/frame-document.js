// T1: asks every window in the page for its document
attempt({
  flow: 'reads',
  control: true,
  act() {
    for (const window of windows())
      attemptTo(() => {
        const it = window.document;
        return `${typeof it} ${it?.href ?? it?.title ?? it} ${it?.body?.innerText ?? it?.className ?? ''}`;
      });
  },
});
