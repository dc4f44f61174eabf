// T1: selects everything and reads the selection
attempt({
  flow: 'reads',
  act() {
    attemptTo(() => {
      getSelection().selectAllChildren(document.documentElement);
      const text = `${getSelection()} ${getSelection().anchorNode?.nodeName}`;
      getSelection().removeAllRanges();
      composer().focus();
      return text;
    });
  },
});
