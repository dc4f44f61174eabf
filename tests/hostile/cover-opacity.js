// T2: fades the frame
attempt({
  flow: 'covers',
  when: ['open'],
  wait: 600,
  act() {
    attemptTo(() => {
      for (const [name, value] of [['opacity', '0.4']])
        host().style.setProperty(name, value, 'important');
    });
  },
});
