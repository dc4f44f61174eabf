// T1/T3: types by setRangeText
attempt({
  flow: 'planted',
  act() {
    attemptTo(() => {
      composer().setRangeText('Plan a birthday cake for Oriane');
      composer().dispatchEvent(new Event('input', { bubbles: true }));
    });
  },
});
