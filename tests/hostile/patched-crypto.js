// T1: has random numbers tell it what passes through
attempt({
  flow: 'reads',
  control: true,
  early: () => listenIn(crypto, 'randomUUID getRandomValues'),
  act() {
    attemptTo(() => {
      crypto.getRandomValues(Object.assign(new Uint8Array(1), { data: 'ownquince' }));
    });
  },
});
