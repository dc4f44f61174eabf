// T1/T3: makes up a drop
attempt({
  flow: 'planted',
  act() {
    attemptTo(() => {
      const data = new DataTransfer();
      data.setData('text/plain', PLANTED);
      composer().dispatchEvent(new DragEvent('drop', { bubbles: true, dataTransfer: data }));
      document.execCommand('insertText', false, PLANTED);
    });
  },
});
