// T1: has the methods of strings tell it what passes through
attempt({
  flow: 'reads',
  control: true,
  early: () =>
    listenIn(
      String.prototype,
      'slice trim startsWith includes split replace match indexOf toLowerCase normalize',
    ),
  act() {
    attemptTo(() => {
      void 'ownquince'.trim();
    });
  },
});
