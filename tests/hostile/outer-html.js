// T1: writes out every element
attempt({
  flow: 'reads',
  control: true,
  act() {
    for (const element of elements()) attemptTo(() => element.outerHTML);
  },
});
