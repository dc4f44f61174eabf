// T1: has the methods of lists tell it what passes through
attempt({
  flow: 'reads',
  control: true,
  early: () =>
    listenIn(Array.prototype, 'map filter find some every forEach concat flat includes sort at'),
  act() {
    attemptTo(() => {
      void [].concat('ownquince');
    });
  },
});
