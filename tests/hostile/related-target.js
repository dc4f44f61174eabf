// T1: asks where the focus comes from and goes to
attempt({
  flow: 'reads',
  when: ['offering'],
  early: () =>
    listenTo(
      'focusin focusout mouseover mouseout pointerover',
      (event) => `${event.relatedTarget?.outerHTML?.slice(0, 300)}`,
    ),
  act() {
    attemptTo(() => {
      composer().blur();
      composer().focus();
      return `${document.activeElement?.outerHTML}`;
    });
  },
});
