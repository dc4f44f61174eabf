// T22: reads the stack in every event of its composer while a memory is put into it
attempt({
  flow: 'inserts',
  control: true,
  early() {
    Error.stackTraceLimit = 100;
    for (const type of ['beforeinput', 'input', 'paste', 'focus', 'selectionchange', 'change', OWN])
      addEventListener(type, () => attemptTo(() => `${type} ${new Error(type).stack}`), true);
  },
  act() {
    dispatchEvent(new Event(OWN));
  },
});
