// T21/T22: knows the address, and runs its scripts
withAddress(() => {
  for (const file of ['/page.js', '/background.js'])
    attemptTo(() => {
      const script = document.createElement('script');
      script.onload = () => hear(`ran ${file}`);
      script.src = `${extension}${file}`;
      document.head.append(script);
    });
});
