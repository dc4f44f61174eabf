// T2: covers the frame with the picture that a transition of the page leaves, which lets the pointer through
covers(() => {
  addStyle(
    '::view-transition { pointer-events: none; background: white; } ::view-transition-group(*) { animation-duration: 60s; pointer-events: none; }',
  );
  document.startViewTransition(() => {});
}, 400);
