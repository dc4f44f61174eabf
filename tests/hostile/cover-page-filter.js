// T2: filters the whole page with the frame
attempt({
  flow: 'covers',
  when: ['open'],
  wait: 600,
  act() {
    attemptTo(() =>
      document.documentElement.style.setProperty('filter', 'contrast(0.1)', 'important'),
    );
  },
});
