// T4: changes its address under the frame
attempt({
  flow: 'reads',
  act() {
    for (let at = 0; at < 30; at++) attemptTo(() => history.pushState({}, '', `?${at}`));
  },
});
