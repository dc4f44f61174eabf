// T22: compares its window with that of a frame of its own
attempt({
  flow: 'reads',
  act() {
    attemptTo(() => {
      const plain = new Set(
        Object.getOwnPropertyNames(document.querySelector('#own').contentWindow),
      );
      return Object.getOwnPropertyNames(window)
        .filter((name) => !plain.has(name))
        .join();
    });
  },
});
