// T1: hears of every font that is loaded
attempt({
  flow: 'reads',
  early() {
    document.fonts.onloadingdone = (event) =>
      hear(event.fontfaces?.map((font) => font.family).join() ?? '');
  },
  act() {
    attemptTo(() => [...document.fonts].map((font) => font.family).join() || 'none');
  },
});
