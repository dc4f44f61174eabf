// T1: asks every window in the page for its location
attempt({ flow: 'reads', act: () => askWindows('location') });
