// T1: has styles tell it what passes through
attempt({
  flow: 'reads',
  control: true,
  early: () => listenIn(CSSStyleDeclaration.prototype, 'setProperty getPropertyValue'),
  act() {
    attemptTo(() => {
      composer().style.setProperty('--ownquince', '1');
    });
  },
});
