// T1: asks every window in the page for its length
attempt({
  flow: 'reads',
  act() {
    for (const window of windows())
      attemptTo(() => {
        const it = window.length;
        return `${typeof it} ${it?.href ?? it?.title ?? it} ${it?.body?.innerText ?? it?.className ?? ''}`;
      });
  },
});
