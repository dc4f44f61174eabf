// T2: covers only the words of the frame, not its buttons
attempt({
  flow: 'covers',
  when: ['open'],
  wait: 600,
  act() {
    attemptTo(() => {
      const { left, top, width, height } = host().getBoundingClientRect();
      const over = document.createElement('div');
      over.popover = 'manual';
      over.style.cssText = `position: fixed; inset: auto; left: ${left}px; top: ${top}px; width: ${width}px; height: ${height * 0.6}px; margin: 0; padding: 0; border: 0; background: white`;
      document.body.append(over);
      over.showPopover();
    });
  },
});
