// T1: has selections tell it what passes through
attempt({
  flow: 'reads',
  control: true,
  early: () =>
    listenIn(Selection.prototype, 'setBaseAndExtent selectAllChildren collapse modify toString'),
  act() {
    attemptTo(() => {
      getSelection().modify('ownquince');
    });
  },
});
