// T22: changes the fragment of every frame, to find out its address
attempt({
  flow: 'reads',
  when: ['offering'],
  act() {
    for (let at = 0; at < 40; at++)
      for (const window of windows())
        attemptTo(() => {
          window.location.hash = `${at}`;
        });
  },
});
