// T2: covers the frame with what a style puts after the element that came
attempt({
  flow: 'covers',
  when: ['open'],
  wait: 400,
  act() {
    attemptTo(() => {
      const style = document.createElement('style');
      style.textContent =
        'html > div[popover]::after { content: ""; position: fixed; inset: 0; background: white; pointer-events: none; z-index: 9; }';
      document.head.append(style);
    });
  },
});
