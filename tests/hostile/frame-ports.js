// T4: hands every window in the page a port, and hears what comes through it
attempt({
  flow: 'reads',
  act() {
    for (const window of windows())
      attemptTo(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = (event) => hear(event.data);
        window.postMessage({ type: 'satchel-connect' }, '*', [port2]);
      });
  },
});
