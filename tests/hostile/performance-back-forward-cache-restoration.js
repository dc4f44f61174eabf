// T1: hears of every performance entry of the kind back-forward-cache-restoration
attempt({
  flow: 'reads',
  early() {
    try {
      new PerformanceObserver((list) =>
        list.getEntries().forEach((entry) => hear(entry.toJSON())),
      ).observe({ type: 'back-forward-cache-restoration', buffered: true, durationThreshold: 16 });
    } catch (error) {
      hear(`${error}`);
    }
  },
  act() {
    attemptTo(() => {
      performance.mark('ownquince');
      fetch('/hostile/own.html?ownquince');
      return performance.getEntriesByType('back-forward-cache-restoration');
    });
  },
});
