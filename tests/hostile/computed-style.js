// T1: reads every computed style of what came
attempt({
  flow: 'reads',
  act() {
    attemptTo(() => {
      const style = getComputedStyle(host());
      return [...style].map((name) => `${name}: ${style.getPropertyValue(name)}`).join();
    });
  },
});
