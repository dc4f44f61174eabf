// T1: has elements tell it what passes through
attempt({
  flow: 'reads',
  control: true,
  early: () =>
    listenIn(
      Element.prototype,
      'setAttribute append prepend insertAdjacentHTML attachShadow closest matches querySelector',
    ),
  act() {
    attemptTo(() => {
      void document.body.matches('ownquince');
    });
  },
});
