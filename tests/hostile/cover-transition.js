// T2: covers the frame with the picture that a transition of the page leaves, which lets the pointer through
attempt({
  flow: 'covers',
  when: ['open'],
  wait: 400,
  act() {
    attemptTo(() => {
      const style = document.createElement('style');
      style.textContent =
        '::view-transition { pointer-events: none; background: white; } ::view-transition-group(*) { animation-duration: 60s; pointer-events: none; }';
      document.head.append(style);
      document.startViewTransition(() => {});
    });
  },
});
