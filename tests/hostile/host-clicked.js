// T3: has the element that came click and focus itself
attempt({
  flow: 'reads',
  act() {
    attemptTo(() => {
      host().click();
      host().focus();
    });
  },
});
