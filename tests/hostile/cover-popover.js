// T2: lays a popover over the frame
attempt({
  flow: 'covers',
  when: ['open'],
  wait: 600,
  act() {
    attemptTo(() => {
      const { left, top, width, height } = host().getBoundingClientRect();
      const over = document.createElement('div');
      over.popover = 'manual';
      over.style.cssText = `position: fixed; inset: auto; left: ${left}px; top: ${top}px; width: ${width}px; height: ${height}px; margin: 0; background: white`;
      over.textContent = 'Press Enter to go on';
      document.body.append(over);
      over.showPopover();
    });
  },
});
