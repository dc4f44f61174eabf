// T2: covers the frame for moments only, between the looks at it
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
      document.body.append(over);
      setInterval(
        () => (over.matches(':popover-open') ? over.hidePopover() : over.showPopover()),
        110,
      );
    });
  },
});
