// T4: makes the composer a password field’s neighbour and hides it
attempt({
  flow: 'reads',
  act() {
    attemptTo(() => {
      composer().style.display = 'none';
    });
  },
});
