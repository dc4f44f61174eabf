// T2: moves the frame all the while
covers(() => {
  let at = 0;
  setInterval(() => alter(host(), { translate: `${(at += 7) % 60}px 0` }), 30);
});
