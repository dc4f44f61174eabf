// T1: has the browser select all and copies it
attempt({
  flow: 'reads',
  when: ['open'],
  act() {
    attemptTo(() => {
      document.execCommand('selectAll');
      return `${getSelection()}`;
    });
  },
});
