// T2: covers the frame in the top layer from inside a closed shadow root, with the shadow of a dot
covers(() => {
  const holder = document.createElement('div');
  const dot = document.createElement('p');
  dot.popover = 'manual';
  dot.style.cssText =
    'position: fixed; inset: auto; left: 0; top: 0; width: 1px; height: 1px; margin: 0; border: 0; padding: 0; box-shadow: 0 0 0 200vw white; pointer-events: none; overflow: visible';
  holder.attachShadow({ mode: 'closed' }).append(dot);
  document.body.append(holder);
  dot.showPopover();
});
