// T2: covers the frame right after each look at it, which it tells by what is written onto the element that came
attempt({
  flow: 'covers',
  when: ['open'],
  wait: 900,
  act() {
    attemptTo(() => {
      const over = document.createElement('p');
      over.popover = 'manual';
      over.style.cssText =
        'position: fixed; inset: 0; width: 100vw; height: 100vh; margin: 0; border: 0; background: white';
      document.body.append(over);
      let until;
      const cover = () => {
        clearTimeout(until);
        if (!over.matches(':popover-open')) over.showPopover();
        until = later(() => over.hidePopover(), 125);
      };
      let told = 0;
      new MutationObserver(() => {
        told += 1;
        cover();
      }).observe(host(), { attributes: true });
      // Where nothing is written it can only guess.
      later(() => told === 0 && setInterval(cover, 150), 300);
    });
  },
});
