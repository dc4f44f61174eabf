// T1/T3: types by setRangeText
attempt({
  flow: 'planted',
  act() {
    attemptTo(() => {
      composer().setRangeText(PLANTED);
      composer().dispatchEvent(new Event('input', { bubbles: true }));
    });
  },
});
