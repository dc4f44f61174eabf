// T4: sends the frame elsewhere, to a page that speaks for it
attempt({
  flow: 'reads',
  when: ['offering'],
  wait: 400,
  act() {
    for (const window of windows())
      attemptTo(() => {
        window.location = '/hostile/own.html';
      });
  },
});
