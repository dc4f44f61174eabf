// T2: moves the frame all the while
attempt({
  flow: 'covers',
  when: ['open'],
  wait: 600,
  act() {
    attemptTo(() => {
      let at = 0;
      setInterval(
        () => host()?.style.setProperty('translate', `${(at += 7) % 60}px 0`, 'important'),
        30,
      );
    });
  },
});
