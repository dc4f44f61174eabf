// T1/T3: makes up the keys of every letter
attempt({
  flow: 'planted',
  act() {
    for (const key of PLANTED)
      attemptTo(() => {
        for (const type of ['keydown', 'keypress', 'beforeinput', 'input', 'keyup'])
          composer().dispatchEvent(
            type.includes('input')
              ? new InputEvent(type, { bubbles: true, data: key, inputType: 'insertText' })
              : new KeyboardEvent(type, { key, bubbles: true }),
          );
        composer().value += key;
      });
  },
});
