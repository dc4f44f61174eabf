// T25: has the browser copy, and hears of all that goes to the clipboard
attempt({
  flow: 'reads',
  control: true,
  early: () =>
    listenTo(
      'copy cut paste',
      (event) =>
        `${event.clipboardData?.getData('text/plain')} ${event.target?.outerHTML?.slice(0, 200)}`,
    ),
  act() {
    attemptTo(() => document.execCommand('copy'));
    attemptTo(() => own().dispatchEvent(new Event('copy')));
  },
});
