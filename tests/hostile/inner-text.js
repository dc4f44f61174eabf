// T1: reads the text of every element
attempt({
  flow: 'reads',
  control: true,
  act() {
    for (const element of elements())
      attemptTo(() => `${element.innerText} ${element.textContent} ${element.className}`);
  },
});
