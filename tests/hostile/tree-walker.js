// T1: walks over every node there is
attempt({
  flow: 'reads',
  control: true,
  act() {
    attemptTo(() => {
      const walker = document.createTreeWalker(document);
      let all = '';
      while (walker.nextNode()) all += walker.currentNode.nodeValue ?? walker.currentNode.className;
      return all;
    });
  },
});
