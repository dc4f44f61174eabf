// T4: makes the composer take nothing
attempt({
  flow: 'reads',
  act() {
    attemptTo(() => {
      composer().readOnly = true;
      composer().disabled = true;
    });
  },
});
