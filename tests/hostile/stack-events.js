// T22: reads the stack in every event that it hears, as a script that causes one stands below it
attempt({
  flow: 'reads',
  control: true,
  early() {
    Error.stackTraceLimit = 100;
    for (const type of [
      'beforetoggle',
      'toggle',
      'focus',
      'focusin',
      'focusout',
      'blur',
      'scroll',
      'resize',
      'selectionchange',
      'load',
      'error',
      OWN,
    ])
      addEventListener(type, () => attemptTo(() => `${type} ${new Error(type).stack}`), true);
  },
  act() {
    dispatchEvent(new Event(OWN));
  },
});
