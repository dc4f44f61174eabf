// T2: asks to fill the screen with a cover, as the user has just pressed a key
covers(() => {
  const over = document.createElement('div');
  over.style.cssText = 'background: white; pointer-events: none';
  document.body.append(over);
  return over.requestFullscreen();
});
