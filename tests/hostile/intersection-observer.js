// T1: watches what of each element is in view
attempt({
  flow: 'reads',
  wait: 400,
  control: true,
  act() {
    attemptTo(() => {
      const watch = new IntersectionObserver(
        (entries) =>
          entries.forEach((entry) =>
            hear(`${entry.target.className} ${entry.intersectionRatio} ${entry.isVisible}`),
          ),
        { threshold: [0, 0.5, 1], trackVisibility: true, delay: 100 },
      );
      elements().forEach((element) => watch.observe(element));
    });
  },
});
