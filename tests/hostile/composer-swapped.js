// T4: puts another field in the composer’s place
attempt({
  flow: 'reads',
  act() {
    attemptTo(() => {
      const other = composer().cloneNode();
      other.value = composer().value;
      composer().replaceWith(other);
    });
  },
});
