// T1: listens to the old mutation events
attempt({
  flow: 'reads',
  control: true,
  early: () =>
    listenTo(
      'DOMNodeInserted DOMSubtreeModified DOMNodeRemoved DOMAttrModified DOMCharacterDataModified',
      (event) => `${event.target?.outerHTML?.slice(0, 300)} ${event.newValue}`,
    ),
  act() {
    attemptTo(() => document.body.append('ownquince'));
    // Where browsers know them no more, it still hears its own.
    attemptTo(() => own().dispatchEvent(new Event('DOMNodeInserted')));
  },
});
