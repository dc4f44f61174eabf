// T25: has the browser copy, and hears of all that goes to the clipboard
attempt({
  flow: 'reads',
  early() {
    for (const type of ['copy', 'cut', 'paste'])
      addEventListener(
        type,
        (event) =>
          hear(
            `${type} ${event.clipboardData?.getData('text/plain')} ${event.target?.outerHTML?.slice(0, 200)}`,
          ),
        true,
      );
  },
  act() {
    attemptTo(() => document.execCommand('copy'));
  },
});
