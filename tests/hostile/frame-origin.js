// T1: asks every window in the page for its origin
attempt({ flow: 'reads', act: () => askWindows('origin') });
