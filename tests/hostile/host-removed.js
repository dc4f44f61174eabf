// T2: removes what came, again and again
attempt({
  flow: 'reads',
  act() {
    for (let at = 0; at < 5; at++) attemptTo(() => host()?.remove());
  },
});
