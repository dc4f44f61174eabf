// T1: asks every window in the page for its self
attempt({
  flow: 'reads',
  act() {
    for (const window of windows())
      attemptTo(() => {
        const it = window.self;
        return `${typeof it} ${it?.href ?? it?.title ?? it} ${it?.body?.innerText ?? it?.className ?? ''}`;
      });
  },
});
