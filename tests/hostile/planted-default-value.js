// T1/T3: has the text stand there from the beginning
attempt({
  flow: 'planted',
  act() {
    attemptTo(() => {
      composer().defaultValue = 'Plan a birthday cake for Oriane';
      composer().blur();
      composer().focus();
    });
  },
});
