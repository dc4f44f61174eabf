// T2: opens and closes the popover under the user’s eyes
attempt({
  flow: 'reads',
  act() {
    for (let at = 0; at < 12; at++)
      attemptTo(() => {
        host().hidePopover();
        host().showPopover();
      });
  },
});
