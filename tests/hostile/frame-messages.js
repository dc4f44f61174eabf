// T4: writes to every window in the page, and hears what is answered
attempt({
  flow: 'reads',
  early() {
    addEventListener('message', (event) => hear(`${event.origin} ${JSON.stringify(event.data)}`));
  },
  act() {
    for (const window of windows())
      for (const said of [
        'hello',
        { type: 'open' },
        { type: 'hello', build: 'x', ticket: 'x' },
        { type: 'show' },
        { type: 'ticket', ticket: 'x' },
      ])
        attemptTo(() => window.postMessage(said, '*'));
  },
});
