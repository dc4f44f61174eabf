// T1: has weak maps tell it what passes through
attempt({
  flow: 'reads',
  control: true,
  early: () => listenIn(WeakMap.prototype, 'set get has delete'),
  act() {
    attemptTo(() => {
      void new WeakMap().set({ text: 'ownquince' }, 1);
    });
  },
});
