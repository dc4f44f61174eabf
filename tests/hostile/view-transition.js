// T1: has the browser take pictures for a transition, and reads them
attempt({
  flow: 'reads',
  act() {
    attemptTo(async () => {
      const transition = document.startViewTransition?.(() => undefined);
      await transition?.ready?.catch(() => undefined);
      return (
        document
          .getAnimations()
          .map((a) => `${a.effect?.pseudoElement}`)
          .join() || 'none'
      );
    });
  },
});
