// T4: replaces where the frame is
attempt({
  flow: 'reads',
  when: ['offering'],
  wait: 400,
  act() {
    for (const window of windows()) attemptTo(() => window.location.replace('about:blank'));
  },
});
