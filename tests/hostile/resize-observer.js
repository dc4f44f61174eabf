// T1: watches the sizes of all elements
attempt({
  flow: 'reads',
  control: true,
  act() {
    attemptTo(() => {
      const watch = new ResizeObserver((entries) =>
        entries.forEach(({ target, contentRect }) =>
          hear(`${target.className} ${JSON.stringify(contentRect)}`),
        ),
      );
      elements().forEach((element) => watch.observe(element));
    });
  },
});
