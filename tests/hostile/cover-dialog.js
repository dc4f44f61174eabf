// T2: lays a modal dialog over the frame
covers(() => {
  const over = document.createElement('dialog');
  over.textContent = 'Press Enter to go on';
  over.style.cssText =
    'position: fixed; inset: 0; width: 100vw; height: 100vh; max-width: none; max-height: none';
  document.body.append(over);
  over.showModal();
});
