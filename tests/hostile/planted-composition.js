// T1/T3: makes up a composition
attempt({
  flow: 'planted',
  act() {
    attemptTo(() => {
      for (const type of ['compositionstart', 'compositionupdate', 'compositionend'])
        composer().dispatchEvent(new CompositionEvent(type, { bubbles: true, data: PLANTED }));
      document.execCommand('insertText', false, PLANTED);
    });
  },
});
