// T2: blends the frame with what is below
attempt({
  flow: 'covers',
  when: ['open'],
  wait: 600,
  act() {
    attemptTo(() => {
      for (const [name, value] of [['mix-blend-mode', 'difference']])
        host().style.setProperty(name, value, 'important');
    });
  },
});
