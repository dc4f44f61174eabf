// T1: asks for every text node by XPath
attempt({
  flow: 'reads',
  control: true,
  act() {
    attemptTo(() => {
      const found = document.evaluate(
        '//text()|//@*',
        document,
        null,
        XPathResult.ORDERED_NODE_SNAPSHOT_TYPE,
      );
      let all = '';
      for (let at = 0; at < found.snapshotLength; at++) all += found.snapshotItem(at).nodeValue;
      return all;
    });
  },
});
