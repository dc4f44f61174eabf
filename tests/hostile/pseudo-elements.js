// T1: reads what styles put before and after things
attempt({
  flow: 'reads',
  act() {
    for (const element of elements())
      for (const pseudo of [
        '::before',
        '::after',
        '::marker',
        '::placeholder',
        '::backdrop',
        '::part(x)',
      ])
        attemptTo(() => getComputedStyle(element, pseudo).content);
  },
});
