// T16: makes a thousand composers
attempt({
  flow: 'reads',
  when: ['offering'],
  act() {
    for (let at = 0; at < 1000; at++)
      attemptTo(() => document.body.append(document.createElement('textarea')));
  },
});
