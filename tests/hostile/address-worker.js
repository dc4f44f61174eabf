// T21/T22: knows the address, and starts its Worker
attempt({
  flow: 'reads',
  wait: 300,
  when: ['offering'],
  act() {
    attemptTo(() => {
      const worker = new Worker(`${extension}/assets/worker.js`);
      worker.onmessage = (event) => hear(event.data);
      worker.postMessage({ type: 'status' });
    });
  },
});
