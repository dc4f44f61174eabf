// T2: zooms the frame away
attempt({
  flow: 'covers',
  when: ['open'],
  wait: 600,
  act() {
    attemptTo(() => {
      for (const [name, value] of [['zoom', '0.4']])
        host().style.setProperty(name, value, 'important');
    });
  },
});
