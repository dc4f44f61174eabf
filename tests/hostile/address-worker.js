// T21/T22: knows the address, and starts its Worker
withAddress(() => {
  attemptTo(() => {
    const worker = new Worker(`${extension}/assets/worker.js`);
    worker.onmessage = (event) => hear(event.data);
    worker.postMessage({ type: 'status' });
  });
});
