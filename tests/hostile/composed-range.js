// T1: asks for composed ranges of the selection with every shadow root
attempt({
  flow: 'reads',
  act() {
    attemptTo(() => {
      const selection = getSelection();
      selection.selectAllChildren(document.documentElement);
      const roots = elements()
        .map((e) => e.shadowRoot)
        .filter(Boolean);
      const ranges = selection.getComposedRanges?.({ shadowRoots: roots }) ?? [];
      const text = ranges
        .map((r) => `${r.startContainer.nodeName} ${r.endContainer.nodeName}`)
        .join();
      selection.removeAllRanges();
      composer().focus();
      return text || 'none';
    });
  },
});
