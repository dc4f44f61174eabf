// T1: tells by container queries what the frame is like
attempt({
  flow: 'reads',
  act() {
    attemptTo(() => {
      addStyle(
        'html > div[popover] { container-type: size } @container (min-width: 100px) { * { --seen: 1 } }',
      );
      return (
        getComputedStyle(host()).getPropertyValue('--seen') +
        JSON.stringify(host().getBoundingClientRect())
      );
    });
  },
});
