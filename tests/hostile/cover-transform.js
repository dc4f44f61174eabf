// T2: draws the frame aslant
attempt({
  flow: 'covers',
  when: ['open'],
  wait: 600,
  act() {
    attemptTo(() => {
      for (const [name, value] of [['transform', 'rotate(8deg)']])
        host().style.setProperty(name, value, 'important');
    });
  },
});
