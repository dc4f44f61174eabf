// T1: asks every window in the page for its navigator
attempt({ flow: 'reads', act: () => askWindows('navigator') });
