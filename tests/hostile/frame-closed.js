// T4: closes and stops every window in the page
attempt({
  flow: 'reads',
  act() {
    for (const window of windows())
      attemptTo(() => {
        window.close();
        window.stop?.();
      });
  },
});
