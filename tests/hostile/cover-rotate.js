// T2: turns the frame
attempt({
  flow: 'covers',
  when: ['open'],
  wait: 600,
  act() {
    attemptTo(() => {
      for (const [name, value] of [['rotate', '3deg']])
        host().style.setProperty(name, value, 'important');
    });
  },
});
