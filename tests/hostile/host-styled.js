// T2: writes styles onto what came, to make it cover the page
attempt({
  flow: 'reads',
  act() {
    attemptTo(() => {
      host().style.cssText =
        'all: initial; position: fixed; inset: 0; width: 100vw; height: 100vh; opacity: 0.01';
    });
  },
});
