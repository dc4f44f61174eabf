// T1: keeps every shadow root that is attached
attempt({
  flow: 'reads',
  control: true,
  early() {
    window.roots = [];
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (options) {
      const root = attach.call(this, { ...options, mode: 'open' });
      window.roots.push(root);
      return root;
    };
  },
  act() {
    attemptTo(() => window.roots.map((root) => root.innerHTML).join());
  },
});
