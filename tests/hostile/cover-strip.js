// T2: covers only the words of the frame, not its buttons
covers(() => coverFrame(0.6).showPopover());
