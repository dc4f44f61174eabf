// T2: moves what came elsewhere in the document
attempt({
  flow: 'reads',
  act() {
    attemptTo(() => document.body.append(host()));
  },
});
