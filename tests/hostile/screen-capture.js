// T1: asks for a picture of the screen before anybody has done anything
attempt({
  flow: 'reads',
  early() {
    attemptTo(() =>
      navigator.mediaDevices
        ?.getDisplayMedia?.({ video: true })
        .then((stream) => stream.getTracks().length),
    );
  },
});
