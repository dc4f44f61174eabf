// T1/T3: makes up a paste
attempt({
  flow: 'planted',
  act() {
    attemptTo(() => {
      const data = new DataTransfer();
      data.setData('text/plain', PLANTED);
      composer().dispatchEvent(new ClipboardEvent('paste', { bubbles: true, clipboardData: data }));
      document.execCommand('insertText', false, PLANTED);
    });
  },
});
