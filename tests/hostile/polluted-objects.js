// T1: puts setters onto every object there is
attempt({
  flow: 'reads',
  control: true,
  early() {
    for (const name of [
      'text',
      'block',
      'memory',
      'suggestions',
      'ticket',
      'draft',
      'type',
      'ids',
      'note',
    ])
      Object.defineProperty(Object.prototype, name, {
        configurable: true,
        set(value) {
          hear(`${name} ${String(value)}`);
          Object.defineProperty(this, name, {
            value,
            writable: true,
            configurable: true,
            enumerable: true,
          });
        },
      });
  },
  act() {
    attemptTo(() => {
      ({}).block = 'ownquince';
      const made = {};
      made.text = 'ownquince';
    });
  },
});
