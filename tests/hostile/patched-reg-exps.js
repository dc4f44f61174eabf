// T1: has regular expressions tell it what passes through
attempt({
  flow: 'reads',
  control: true,
  early: () => listenIn(RegExp.prototype, 'exec test'),
  act() {
    attemptTo(() => {
      void /x/.test('ownquince');
    });
  },
});
