// T1: asks every element for its shadow root
attempt({
  flow: 'reads',
  control: true,
  act() {
    for (const element of elements()) attemptTo(() => element.shadowRoot?.innerHTML);
  },
});
