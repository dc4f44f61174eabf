// T2: names a picture like what asks the document who is at a point, and covers the frame then
covers(() => {
  const picture = document.createElement('img');
  picture.name = 'elementFromPoint';
  document.body.append(picture);
  cover().showPopover();
}, 400);
