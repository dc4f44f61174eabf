// T1: listens to everything that happens, and where
attempt({
  flow: 'reads',
  control: true,
  early: () =>
    listenTo(
      EVENTS,
      (event) =>
        `${event.target?.outerHTML?.slice(0, 300)} ${event.data ?? ''} ${event.key ?? ''} ${event.detail} ${event.clipboardData?.getData('text/plain')}`,
    ),
  act() {
    attemptTo(() =>
      composer().dispatchEvent(new CustomEvent('copy', { bubbles: true, detail: 'ownquince' })),
    );
  },
});
