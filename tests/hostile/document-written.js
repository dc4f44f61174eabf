// T4: writes the document anew
attempt({
  flow: 'reads',
  act() {
    attemptTo(() => {
      document.body.innerHTML = `<textarea id="composer"></textarea>`;
    });
  },
});
