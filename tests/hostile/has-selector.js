// T1: tells by :has and :focus-within what is in the frame
attempt({
  flow: 'reads',
  act() {
    for (const css of [
      ':has(iframe)',
      ':has(:focus)',
      ':focus-within',
      ':has(input)',
      ':has(:checked)',
      ':has(ul)',
      ':hover',
      ':open',
      ':popover-open',
    ])
      attemptTo(() => `${css} ${document.querySelector(`html > div[popover]${css}`) !== null}`);
  },
});
