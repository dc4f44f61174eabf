// T2: covers the frame right after each look at it, which it tells by what is written onto the element that came
covers(() => {
  const over = cover();
  let until;
  const moment = () => {
    clearTimeout(until);
    if (!over.matches(':popover-open')) over.showPopover();
    until = later(() => over.hidePopover(), 125);
  };
  let told = 0;
  new MutationObserver(() => {
    told += 1;
    moment();
  }).observe(host(), { attributes: true });
  // Where nothing is written it can only guess.
  later(() => told === 0 && setInterval(moment, 150), 300);
}, 900);
