// T2: puts the frame into a cover of its own, and shows that after it
covers(() => {
  const over = cover('pointer-events: none; display: block');
  if (over.moveBefore) over.moveBefore(host(), null);
  else over.append(host());
  over.querySelector('div').showPopover();
  over.showPopover();
});
