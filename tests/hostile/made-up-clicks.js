// T3: clicks wherever something of Satchel’s may be
attempt({
  flow: 'reads',
  act() {
    for (const element of [host(), document.documentElement, composer()])
      for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'dblclick'])
        attemptTo(() => {
          const { x, y } = host().getBoundingClientRect();
          element.dispatchEvent(
            new PointerEvent(type, {
              bubbles: true,
              composed: true,
              clientX: x + 20,
              clientY: y + 20,
              button: 0,
            }),
          );
        });
  },
});
