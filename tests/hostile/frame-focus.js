// T2: takes and gives the focus of every window
attempt({
  flow: 'reads',
  when: ['offering'],
  act() {
    for (const window of windows())
      attemptTo(() => {
        window.focus();
        window.blur();
        return `${document.activeElement?.outerHTML?.slice(0, 200)}`;
      });
  },
});
