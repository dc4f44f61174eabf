// T2: moves what came into a document of its own
attempt({
  flow: 'reads',
  act() {
    attemptTo(() => document.querySelector('#own').contentDocument.body.append(host()));
  },
});
