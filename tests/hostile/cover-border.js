// T2: pushes the frame aside with the border of the element that came, and clips it
covers(() =>
  alter(host(), { 'box-sizing': 'border-box', border: '170px solid white', overflow: 'clip' }),
);
