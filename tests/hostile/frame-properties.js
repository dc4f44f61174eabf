// T1: lists what every window in the page has
attempt({
  flow: 'reads',
  act() {
    for (const window of windows())
      attemptTo(() =>
        Object.getOwnPropertyNames(window).concat(Reflect.ownKeys(window).map(String)).join(),
      );
  },
});
