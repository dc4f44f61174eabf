// T1: draws what is on the page into a picture that it may read
attempt({
  flow: 'reads',
  control: true,
  act() {
    attemptTo(async () => {
      const text = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="600"><foreignObject width="600" height="600">${new XMLSerializer().serializeToString(document.documentElement)}</foreignObject></svg>`;
      const image = new Image();
      image.src = `data:image/svg+xml,${encodeURIComponent(text)}`;
      await image.decode().catch(() => undefined);
      return text;
    });
  },
});
