// T2: turns the frame over on a path
attempt({
  flow: 'covers',
  when: ['open'],
  wait: 400,
  act() {
    attemptTo(() => {
      for (const [name, value] of [
        ['offset-path', 'path("M 0 0 L 100 0")'],
        ['offset-rotate', '180deg'],
        ['offset-anchor', 'center'],
        ['offset-position', 'auto'],
      ])
        host().style.setProperty(name, value, 'important');
    });
  },
});
