// T2: names a picture like what asks the document who is at a point, and covers the frame then
attempt({
  flow: 'covers',
  when: ['open'],
  wait: 400,
  act() {
    attemptTo(() => {
      const picture = document.createElement('img');
      picture.name = 'elementFromPoint';
      document.body.append(picture);
      const cover = document.createElement('p');
      cover.popover = 'manual';
      cover.style.cssText =
        'position: fixed; inset: 0; width: 100vw; height: 100vh; margin: 0; border: 0; background: white';
      document.body.append(cover);
      cover.showPopover();
    });
  },
});
