// T1: has popovers tell it what passes through
attempt({
  flow: 'reads',
  control: true,
  early: () =>
    listenIn(HTMLElement.prototype, 'showPopover hidePopover togglePopover focus click blur'),
  act() {
    attemptTo(() => {
      composer().focus({ data: 'ownquince' });
    });
  },
});
