// T2: covers the frame with a popover that was closed, and stays in the top layer as long as its transition takes
covers(() => {
  const over = cover(
    'pointer-events: none; transition: overlay 60s allow-discrete, display 60s allow-discrete',
  );
  over.showPopover();
  // Where nothing stays that was closed, it is not closed. A transition begins from what has been drawn.
  if (CSS.supports('overlay', 'auto'))
    requestAnimationFrame(() => requestAnimationFrame(() => over.hidePopover()));
});
