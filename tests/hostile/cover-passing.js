// T2: covers the frame in the top layer with what lets the pointer through
attempt({
  flow: 'covers',
  when: ['open'],
  wait: 400,
  act() {
    attemptTo(() => {
      const cover = document.createElement('p');
      cover.popover = 'manual';
      cover.style.cssText =
        'position: fixed; inset: 0; width: 100vw; height: 100vh; margin: 0; border: 0; background: white; pointer-events: none';
      document.body.append(cover);
      cover.showPopover();
    });
  },
});
