// T1: has messages tell it what passes through
attempt({
  flow: 'reads',
  control: true,
  early: () => listenIn(window, 'postMessage dispatchEvent'),
  act() {
    attemptTo(() => {
      window.postMessage('ownquince');
    });
  },
});
