// T2: fades the frame in a form, one of whose fields is named like its parent
covers(() => {
  const faded = document.createElement('div');
  const form = document.createElement('form');
  const outside = document.createElement('fieldset');
  faded.style.opacity = '0.01';
  form.id = 'hides';
  outside.name = 'parentElement';
  outside.setAttribute('form', 'hides');
  faded.append(form);
  document.body.append(faded, outside);
  host().hidePopover();
  // It keeps what is in it only where it is moved so.
  const came = document.querySelector('html > div[popover]');
  if (form.moveBefore) form.moveBefore(came, null);
  else form.append(came);
}, 400);
