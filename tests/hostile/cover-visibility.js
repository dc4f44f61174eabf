// T2: hides the frame
attempt({
  flow: 'covers',
  when: ['open'],
  wait: 600,
  act() {
    attemptTo(() => {
      for (const [name, value] of [['visibility', 'hidden']])
        host().style.setProperty(name, value, 'important');
    });
  },
});
