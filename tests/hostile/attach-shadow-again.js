// T1: attaches a second shadow root to everything that has one
attempt({
  flow: 'reads',
  act() {
    for (const element of elements())
      attemptTo(() => element.attachShadow({ mode: 'open' }).innerHTML + element.className);
  },
});
