// T1: watches every change of the page
attempt({
  flow: 'reads',
  control: true,
  early() {
    new MutationObserver((records) => {
      for (const { target, addedNodes, attributeName, oldValue } of records)
        hear(
          `${target.outerHTML?.slice(0, 300)} ${attributeName} ${oldValue} ${[...addedNodes].map((node) => `${node.outerHTML} ${node.shadowRoot?.innerHTML}`)}`,
        );
    }).observe(document, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeOldValue: true,
      characterData: true,
    });
  },
  act() {
    attemptTo(() =>
      document.body.append(Object.assign(document.createElement('i'), { className: 'ownquince' })),
    );
  },
});
