// T2: cuts a part of the frame off
attempt({
  flow: 'covers',
  when: ['open'],
  wait: 600,
  act() {
    attemptTo(() => {
      for (const [name, value] of [['clip-path', 'inset(0 0 40% 0)']])
        host().style.setProperty(name, value, 'important');
    });
  },
});
