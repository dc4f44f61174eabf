// T2: keeps the frame so small that nobody reads it
covers(() => {
  const small = { width: '40px', height: '20px', overflow: 'hidden' };
  setInterval(() => alter(host(), small), 10);
});
