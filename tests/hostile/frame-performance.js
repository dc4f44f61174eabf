// T1: asks every window in the page for its performance
attempt({ flow: 'reads', act: () => askWindows('performance') });
