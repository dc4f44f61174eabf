// T2: keeps the frame so small that nobody reads it
attempt({
  flow: 'covers',
  when: ['open'],
  wait: 600,
  act() {
    attemptTo(() => {
      setInterval(() => {
        for (const [name, value] of [
          ['width', '40px'],
          ['height', '20px'],
          ['overflow', 'hidden'],
        ])
          host()?.style.setProperty(name, value, 'important');
      }, 10);
    });
  },
});
