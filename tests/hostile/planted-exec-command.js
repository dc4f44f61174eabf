// T1/T3: has the browser type, whose events are trusted
attempt({
  flow: 'planted',
  act() {
    attemptTo(() => {
      composer().focus();
      document.execCommand('insertText', false, PLANTED);
    });
  },
});
