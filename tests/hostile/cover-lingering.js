// T2: covers the frame with a popover that was closed, and stays in the top layer as long as its transition takes
attempt({
  flow: 'covers',
  when: ['open'],
  wait: 600,
  act() {
    attemptTo(() => {
      const over = document.createElement('p');
      over.popover = 'manual';
      over.style.cssText =
        'position: fixed; inset: 0; width: 100vw; height: 100vh; margin: 0; border: 0; background: white; pointer-events: none; transition: overlay 60s allow-discrete, display 60s allow-discrete';
      document.body.append(over);
      over.showPopover();
      // Where nothing stays that was closed, it is not closed. A transition begins from what has been drawn.
      if (CSS.supports('overlay', 'auto'))
        requestAnimationFrame(() => requestAnimationFrame(() => over.hidePopover()));
    });
  },
});
