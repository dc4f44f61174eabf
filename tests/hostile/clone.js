// T1: clones every element and looks at the clones
attempt({
  flow: 'reads',
  control: true,
  act() {
    for (const element of elements())
      attemptTo(() => {
        const clone = document.importNode(element, true);
        return clone.outerHTML + clone.shadowRoot?.innerHTML;
      });
  },
});
