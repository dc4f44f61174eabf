// T1: searches the page for what it suspects
attempt({
  flow: 'reads',
  act() {
    for (const word of ['hazelnut', 'hazelnuts', 'allergic', 'Oriane', 'ownquince'])
      attemptTo(() =>
        window.find(word, false, false, true)
          ? `found ${word === 'ownquince' ? word : word.split('').join('.')} ${getSelection()}`
          : undefined,
      );
  },
});
