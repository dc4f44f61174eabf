// T16: changes the page without a pause
attempt({
  flow: 'reads',
  act() {
    attemptTo(() => {
      let left = 300;
      const storm = () => {
        for (let at = 0; at < 50; at++) {
          const one = document.createElement('i');
          document.body.append(one);
          one.remove();
        }
        if (left-- > 0) setTimeout(storm, 0);
      };
      storm();
    });
  },
});
