// T21/T22: knows the address, and writes to the extension
withAddress(() => {
  const id = extension.split('//')[1];
  for (const api of [globalThis.chrome?.runtime, globalThis.browser?.runtime]) {
    attemptTo(
      () =>
        new Promise((answer) =>
          api?.sendMessage ? api.sendMessage(id, { type: 'status' }, answer) : answer('no runtime'),
        ),
    );
    attemptTo(() => {
      const port = api?.connect?.(id, { name: 'content' });
      port?.onMessage.addListener(hear);
      port?.postMessage({ type: 'hello', build: 'x' });
    });
  }
});
