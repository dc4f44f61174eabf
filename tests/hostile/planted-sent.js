// T1/T3: sends a statement that nobody typed
attempt({
  flow: 'planted',
  act() {
    attemptTo(() => {
      composer().value = 'I bank with the Bank of Velvet.';
      composer().dispatchEvent(new Event('input', { bubbles: true }));
      composer().dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
      document.querySelector('button').click();
      composer().value = '';
    });
  },
});
