// T1: asks every window in the page for its localStorage
attempt({ flow: 'reads', act: () => askWindows('localStorage') });
