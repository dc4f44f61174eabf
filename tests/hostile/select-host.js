// T1: selects what is in the element that came
attempt({
  flow: 'reads',
  act() {
    attemptTo(() => {
      const selection = getSelection();
      selection.selectAllChildren(host());
      const text = `${selection} ${selection.anchorNode?.nodeName}`;
      selection.removeAllRanges();
      composer().focus();
      return text;
    });
  },
});
