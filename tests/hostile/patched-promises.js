// T1: has promises tell it what passes through
attempt({
  flow: 'reads',
  control: true,
  early: () => listenIn(Promise.prototype, 'then catch finally'),
  act() {
    attemptTo(() => {
      void Promise.resolve().then('ownquince');
    });
  },
});
