// T22: makes errors where scripts of others may call it, and reads their stacks
attempt({
  flow: 'reads',
  early() {
    Error.prepareStackTrace = (error, frames) => {
      const text = frames
        .map((frame) => `${frame.getFileName()}:${frame.getFunctionName()}`)
        .join(' ');
      hear(text);
      return text;
    };
    Error.stackTraceLimit = 100;
    for (const name of ['value', 'selectionStart', 'selectionEnd']) {
      const own = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, name);
      Object.defineProperty(HTMLTextAreaElement.prototype, name, {
        ...own,
        get() {
          hear(new Error().stack);
          return own.get.call(this);
        },
      });
    }
  },
  act() {
    attemptTo(() => new Error('ownquince').stack);
  },
});
