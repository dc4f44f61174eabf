// T2: covers the frame in the top layer with what lets the pointer through
covers(() => cover('pointer-events: none').showPopover(), 400);
