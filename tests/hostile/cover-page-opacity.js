// T2: fades the whole page with the frame
attempt({
  flow: 'covers',
  when: ['open'],
  wait: 600,
  act() {
    attemptTo(() => document.documentElement.style.setProperty('opacity', '0.4', 'important'));
  },
});
