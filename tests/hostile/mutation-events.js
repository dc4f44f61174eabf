// T1: listens to the old mutation events
attempt({
  flow: 'reads',
  early() {
    for (const type of [
      'DOMNodeInserted',
      'DOMSubtreeModified',
      'DOMNodeRemoved',
      'DOMAttrModified',
      'DOMCharacterDataModified',
    ])
      addEventListener(
        type,
        (event) => hear(`${type} ${event.target?.outerHTML?.slice(0, 300)} ${event.newValue}`),
        true,
      );
  },
  act() {
    attemptTo(() => document.body.append('ownquince'));
  },
});
