// T1: asks at every place of the window what is there
attempt({
  flow: 'reads',
  act() {
    for (let y = 0; y < innerHeight; y += 24)
      for (let x = 0; x < innerWidth; x += 48)
        attemptTo(() =>
          document
            .elementsFromPoint(x, y)
            .map((e) => `${e.localName}.${e.className}`)
            .join(),
        );
  },
});
