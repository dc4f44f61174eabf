// T1: serialises the document
attempt({
  flow: 'reads',
  control: true,
  act() {
    attemptTo(() => new XMLSerializer().serializeToString(document));
  },
});
