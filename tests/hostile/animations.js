// T1: asks for every animation of the page
attempt({
  flow: 'reads',
  act() {
    attemptTo(
      () =>
        document
          .getAnimations()
          .map((animation) => `${animation.effect?.target?.outerHTML} ${animation.animationName}`)
          .join() || 'none',
    );
  },
});
