// T1/T3: has the text stand there from the beginning
attempt({
  flow: 'planted',
  act() {
    attemptTo(() => {
      composer().defaultValue = PLANTED;
      composer().blur();
      composer().focus();
    });
  },
});
