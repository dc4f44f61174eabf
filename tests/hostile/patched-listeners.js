// T1: has event targets tell it what passes through
attempt({
  flow: 'reads',
  control: true,
  early: () =>
    listenIn(EventTarget.prototype, 'addEventListener removeEventListener dispatchEvent'),
  act() {
    attemptTo(() => {
      document.addEventListener('ownquince', () => undefined);
    });
  },
});
