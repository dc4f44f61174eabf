// T1/T3: sets the composer’s text by script, and says that it was typed
attempt({
  flow: 'planted',
  act() {
    attemptTo(() => {
      composer().value = PLANTED;
      composer().dispatchEvent(
        new InputEvent('input', {
          bubbles: true,
          composed: true,
          data: PLANTED,
          inputType: 'insertText',
        }),
      );
    });
  },
});
