// T2: covers the frame with the outline of the element that came
attempt({
  flow: 'covers',
  when: ['open'],
  wait: 400,
  act() {
    attemptTo(() => {
      for (const [name, value] of [
        ['outline', '400px solid white'],
        ['outline-offset', '-400px'],
      ])
        host().style.setProperty(name, value, 'important');
    });
  },
});
