// T1: asks where the focus comes from and goes to
attempt({
  flow: 'reads',
  when: ['offering'],
  early() {
    for (const type of ['focusin', 'focusout', 'mouseover', 'mouseout', 'pointerover'])
      addEventListener(
        type,
        (event) => hear(`${type} ${event.relatedTarget?.outerHTML?.slice(0, 300)}`),
        true,
      );
  },
  act() {
    attemptTo(() => {
      composer().blur();
      composer().focus();
      return `${document.activeElement?.outerHTML}`;
    });
  },
});
