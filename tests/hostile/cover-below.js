// T2: takes the frame out of the top layer, and lays over it what lets the pointer through
covers(() => {
  const over = document.createElement('div');
  over.style.cssText =
    'position: fixed; inset: 0; z-index: 2147483647; background: white; pointer-events: none';
  host().hidePopover();
  document.body.append(over);
});
