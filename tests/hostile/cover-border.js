// T2: pushes the frame aside with the border of the element that came, and clips it
attempt({
  flow: 'covers',
  when: ['open'],
  wait: 600,
  act() {
    attemptTo(() => {
      for (const [name, value] of [
        ['box-sizing', 'border-box'],
        ['border', '170px solid white'],
        ['overflow', 'clip'],
      ])
        host().style.setProperty(name, value, 'important');
    });
  },
});
