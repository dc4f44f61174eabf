// T1: asks for the internals of every element, which name a closed root
attempt({
  flow: 'reads',
  act() {
    for (const element of elements())
      attemptTo(() => element.attachInternals().shadowRoot?.innerHTML ?? element.className);
  },
});
