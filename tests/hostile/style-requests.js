// T1: has styles make requests by what stands in attributes
attempt({
  flow: 'reads',
  control: true,
  act() {
    attemptTo(() => {
      addStyle(
        [...'abcdefghijklmnopqrstuvwxyz']
          .map(
            (c) =>
              `[title^=${c}], [aria-label*=${c}], [src*=${c}], [value*=${c}] { background: url(/hostile/own.html?${c}) }`,
          )
          .join('') + '.ownquince { background: url(/hostile/own.html?ownquince) }',
      );
      document.body.classList.add('ownquince');
    });
  },
  ask() {
    for (const entry of performance.getEntriesByType('resource')) hear(entry.name);
  },
});
