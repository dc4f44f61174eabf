// T1: has the page written out with its shadow roots
attempt({
  flow: 'reads',
  control: true,
  act() {
    attemptTo(() =>
      document.documentElement.getHTML({
        serializableShadowRoots: true,
        shadowRoots: elements()
          .map((e) => e.shadowRoot)
          .filter(Boolean),
      }),
    );
  },
});
