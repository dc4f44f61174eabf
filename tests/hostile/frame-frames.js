// T1: asks every window in the page for its frames
attempt({ flow: 'reads', act: () => askWindows('frames') });
