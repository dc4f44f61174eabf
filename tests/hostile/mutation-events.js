// T1: listens to the old mutation events
attempt({
  flow: 'reads',
  early: () =>
    listenTo(
      'DOMNodeInserted DOMSubtreeModified DOMNodeRemoved DOMAttrModified DOMCharacterDataModified',
      (event) => `${event.target?.outerHTML?.slice(0, 300)} ${event.newValue}`,
    ),
  act() {
    attemptTo(() => document.body.append('ownquince'));
  },
});
