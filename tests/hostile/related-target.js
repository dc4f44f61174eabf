// T1: asks where the focus comes from and goes to
attempt({
  flow: 'reads',
  control: true,
  when: ['offering'],
  early: () =>
    listenTo(
      'focusin focusout mouseover mouseout pointerover',
      (event) => `${event.relatedTarget?.outerHTML?.slice(0, 300)}`,
    ),
  act() {
    attemptTo(() => own().dispatchEvent(new FocusEvent('focusin', { relatedTarget: own() })));
    attemptTo(() => {
      composer().blur();
      composer().focus();
      return `${document.activeElement?.outerHTML}`;
    });
  },
});
