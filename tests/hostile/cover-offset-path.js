// T2: turns the frame over on a path
covers(
  () =>
    alter(host(), {
      'offset-path': 'path("M 0 0 L 100 0")',
      'offset-rotate': '180deg',
      'offset-anchor': 'center',
      'offset-position': 'auto',
    }),
  400,
);
