// T3: presses Enter, space and the shortcut by script
attempt({
  flow: 'reads',
  act() {
    for (const element of [host(), document.activeElement, composer(), document])
      for (const key of ['Enter', ' ', 'Tab', 'ArrowDown'])
        for (const type of ['keydown', 'keypress', 'keyup'])
          attemptTo(() => {
            element.dispatchEvent(
              new KeyboardEvent(type, {
                key,
                code: key,
                bubbles: true,
                composed: true,
                altKey: false,
              }),
            );
          });
    attemptTo(() =>
      document.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'm', code: 'KeyM', altKey: true, bubbles: true }),
      ),
    );
  },
});
