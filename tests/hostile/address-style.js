// T21/T22: knows the address, and links its styles
withAddress(() => {
  attemptTo(() => {
    const link = Object.assign(document.createElement('link'), {
      rel: 'stylesheet',
      href: `${extension}/assets/suggest.css`,
    });
    link.onload = () => hear('loaded');
    document.head.append(link);
  });
});
