// T2: lays a popover over the frame
covers(() => {
  const over = coverFrame();
  over.textContent = 'Press Enter to go on';
  over.showPopover();
});
