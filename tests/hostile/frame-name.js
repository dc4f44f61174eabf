// T1: asks every window in the page for its name
attempt({
  flow: 'reads',
  control: true,
  act() {
    for (const window of windows())
      attemptTo(() => {
        const it = window.name;
        return `${typeof it} ${it?.href ?? it?.title ?? it} ${it?.body?.innerText ?? it?.className ?? ''}`;
      });
  },
});
