// T2: puts elements of its own into what came
attempt({
  flow: 'reads',
  act() {
    attemptTo(() =>
      host().append(
        Object.assign(document.createElement('p'), { textContent: 'Insert all', slot: '' }),
      ),
    );
    attemptTo(() => {
      host().innerHTML += '<slot></slot>';
    });
  },
});
