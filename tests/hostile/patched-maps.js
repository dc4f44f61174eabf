// T1: has maps tell it what passes through
attempt({
  flow: 'reads',
  control: true,
  early: () => listenIn(Map.prototype, 'set get has delete'),
  act() {
    attemptTo(() => {
      void new Map().set('ownquince', 1);
    });
  },
});
