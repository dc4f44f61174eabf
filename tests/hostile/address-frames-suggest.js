// T21/T22: knows the address, and frames suggest.html in the page
attempt({
  flow: 'reads',
  wait: 300,
  when: ['offering'],
  act() {
    attemptTo(() => {
      const frame = document.createElement('iframe');
      frame.src = `${extension}/suggest.html`;
      document.body.append(frame);
      window.mine = frame;
    });
    attemptTo(() =>
      window.mine.contentWindow.postMessage({ type: 'show', state: 'offering' }, '*'),
    );
  },
});
