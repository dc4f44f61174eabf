// T1: has the document tell it what passes through
attempt({
  flow: 'reads',
  control: true,
  early: () =>
    listenIn(
      Document.prototype,
      'createElement createRange querySelector querySelectorAll execCommand elementFromPoint getSelection importNode',
    ),
  act() {
    attemptTo(() => {
      void document.createElement('ownquince');
    });
  },
});
