// T1: has setters everywhere tell it what is set
attempt({
  flow: 'reads',
  control: true,
  early() {
    for (const [of, name] of [
      [HTMLIFrameElement.prototype, 'src'],
      [HTMLIFrameElement.prototype, 'srcdoc'],
      [HTMLTextAreaElement.prototype, 'value'],
      [Element.prototype, 'innerHTML'],
      [Node.prototype, 'textContent'],
      [HTMLElement.prototype, 'popover'],
      [HTMLElement.prototype, 'hidden'],
    ]) {
      const own = Object.getOwnPropertyDescriptor(of, name);
      if (own?.set)
        Object.defineProperty(of, name, {
          ...own,
          set(value) {
            hear(`${name} ${value}`);
            own.set.call(this, value);
          },
        });
    }
  },
  act() {
    attemptTo(() => {
      const frame = document.createElement('iframe');
      frame.src = '/hostile/own.html?ownquince';
    });
  },
});
