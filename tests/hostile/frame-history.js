// T1: asks every window in the page for its history
attempt({ flow: 'reads', act: () => askWindows('history') });
