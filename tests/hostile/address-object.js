// T21/T22: knows the address, and embeds its pages as objects
withAddress(() => {
  for (const kind of ['object', 'embed'])
    attemptTo(() => {
      const it = document.createElement(kind);
      it[kind === 'object' ? 'data' : 'src'] = `${extension}/dashboard.html`;
      document.body.append(it);
    });
});
