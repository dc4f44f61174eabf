// T1: listens on channels by likely names
attempt({
  flow: 'reads',
  early() {
    for (const name of [
      'satchel',
      'satchel-connect',
      'content',
      'frame',
      'engine',
      'suggest',
      'vault',
    ])
      attemptTo(() => {
        const channel = new BroadcastChannel(name);
        channel.onmessage = (event) => hear(event.data);
        channel.postMessage('hello');
      });
  },
});
