// T1: has JSON tell it what passes through
attempt({
  flow: 'reads',
  control: true,
  early: () => listenIn(JSON, 'parse'),
  act() {
    attemptTo(() => {
      void JSON.parse('"ownquince"');
    });
  },
});
