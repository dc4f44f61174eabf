// T2: blurs the frame
attempt({
  flow: 'covers',
  when: ['open'],
  wait: 600,
  act() {
    attemptTo(() => {
      for (const [name, value] of [['filter', 'blur(6px)']])
        host().style.setProperty(name, value, 'important');
    });
  },
});
