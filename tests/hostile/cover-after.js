// T2: covers the frame with what a style puts after the element that came
covers(
  () =>
    addStyle(
      'html > div[popover]::after { content: ""; position: fixed; inset: 0; background: white; pointer-events: none; z-index: 9; }',
    ),
  400,
);
