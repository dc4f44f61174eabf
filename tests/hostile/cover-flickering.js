// T2: covers the frame for moments only, between the looks at it
covers(() => {
  const over = coverFrame();
  setInterval(() => (over.matches(':popover-open') ? over.hidePopover() : over.showPopover()), 110);
});
