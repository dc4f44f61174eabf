// T1/T3: makes up a composition
attempt({
  flow: 'planted',
  act() {
    attemptTo(() => {
      for (const type of ['compositionstart', 'compositionupdate', 'compositionend'])
        composer().dispatchEvent(
          new CompositionEvent(type, { bubbles: true, data: 'Plan a birthday cake for Oriane' }),
        );
      document.execCommand('insertText', false, 'Plan a birthday cake for Oriane');
    });
  },
});
