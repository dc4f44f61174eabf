// T21/T22: knows the address, and shows its pictures
withAddress(() => {
  for (const file of ['/icon/32.png', '/icon/128.png'])
    attemptTo(() => {
      const image = new Image();
      image.onload = () => hear(`loaded ${file}`);
      image.src = `${extension}${file}`;
    });
});
