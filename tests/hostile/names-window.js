// T1: names elements and things of its own like what scripts of extensions have
attempt({
  flow: 'reads',
  early() {
    for (const name of ['browser', 'chrome', 'satchelResume', 'port', 'frame'])
      attemptTo(() => {
        window[name] = new Proxy(function called() {}, {
          get: (_, key) => hear(`${name}.${String(key)} ${new Error().stack}`),
          apply: (_, self, given) => hear([name, given, new Error().stack]),
        });
      });
  },
  act() {
    attemptTo(() => typeof window.satchelResume);
  },
});
