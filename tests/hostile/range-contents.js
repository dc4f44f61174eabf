// T1: puts a range around everything and reads it
attempt({
  flow: 'reads',
  control: true,
  act() {
    attemptTo(() => {
      const range = document.createRange();
      range.selectNode(document.documentElement);
      return range.toString() + new XMLSerializer().serializeToString(range.cloneContents());
    });
  },
});
