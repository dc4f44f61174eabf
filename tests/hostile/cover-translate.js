// T2: shifts the frame
attempt({
  flow: 'covers',
  when: ['open'],
  wait: 600,
  act() {
    attemptTo(() => {
      for (const [name, value] of [['translate', '40px 0']])
        host().style.setProperty(name, value, 'important');
    });
  },
});
