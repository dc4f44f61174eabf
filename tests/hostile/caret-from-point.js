// T1: asks at every place of the window which letter is there
attempt({
  flow: 'reads',
  act() {
    for (let y = 0; y < innerHeight; y += 24)
      for (let x = 0; x < innerWidth; x += 48)
        attemptTo(() => {
          const at =
            document.caretPositionFromPoint?.(x, y) ?? document.caretRangeFromPoint?.(x, y);
          const node = at?.offsetNode ?? at?.startContainer;
          return node?.nodeValue?.slice(0, 80) ?? node?.nodeName ?? 'none';
        });
  },
});
