// T1: has ports tell it what passes through
attempt({
  flow: 'reads',
  control: true,
  early: () => listenIn(MessagePort.prototype, 'postMessage start addEventListener'),
  act() {
    attemptTo(() => {
      new MessageChannel().port1.postMessage('ownquince');
    });
  },
});
