// T1: measures its memory, frame by frame
attempt({
  flow: 'reads',
  act() {
    attemptTo(
      () =>
        performance.measureUserAgentSpecificMemory?.() ?? performance.memory?.usedJSHeapSize ?? 0,
    );
  },
});
