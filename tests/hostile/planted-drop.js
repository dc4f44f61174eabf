// T1/T3: makes up a drop
attempt({
  flow: 'planted',
  act() {
    attemptTo(() => {
      const data = new DataTransfer();
      data.setData('text/plain', 'Plan a birthday cake for Oriane');
      composer().dispatchEvent(new DragEvent('drop', { bubbles: true, dataTransfer: data }));
      document.execCommand('insertText', false, 'Plan a birthday cake for Oriane');
    });
  },
});
