// T2: masks the frame
attempt({
  flow: 'covers',
  when: ['open'],
  wait: 600,
  act() {
    attemptTo(() => {
      for (const [name, value] of [['mask-image', 'linear-gradient(black, transparent)']])
        host().style.setProperty(name, value, 'important');
    });
  },
});
