// T1: has timers tell it what passes through
attempt({
  flow: 'reads',
  control: true,
  early: () =>
    listenIn(window, 'setTimeout requestAnimationFrame queueMicrotask structuredClone setInterval'),
  act() {
    attemptTo(() => {
      void structuredClone('ownquince');
    });
  },
});
