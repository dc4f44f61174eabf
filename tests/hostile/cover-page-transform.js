// T2: bends the whole page with the frame
attempt({
  flow: 'covers',
  when: ['open'],
  wait: 600,
  act() {
    attemptTo(() =>
      document.documentElement.style.setProperty('transform', 'skewX(12deg)', 'important'),
    );
  },
});
