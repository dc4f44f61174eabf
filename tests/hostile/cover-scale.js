// T2: draws the frame small
attempt({
  flow: 'covers',
  when: ['open'],
  wait: 600,
  act() {
    attemptTo(() => {
      for (const [name, value] of [['scale', '0.4']])
        host().style.setProperty(name, value, 'important');
    });
  },
});
