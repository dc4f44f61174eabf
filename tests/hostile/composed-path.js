// T1: asks every event which way it came
attempt({
  flow: 'reads',
  control: true,
  early: () =>
    listenTo(EVENTS, (event) =>
      event
        .composedPath()
        .map((node) => node.outerHTML?.slice(0, 300) ?? node.nodeName ?? '')
        .join(' < '),
    ),
  act() {
    attemptTo(() =>
      elements()
        .find((e) => e.shadowRoot)
        .shadowRoot.firstChild.dispatchEvent(new Event('click', { bubbles: true, composed: true })),
    );
  },
});
