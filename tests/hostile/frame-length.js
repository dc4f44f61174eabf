// T1: asks every window in the page for its length
attempt({ flow: 'reads', act: () => askWindows('length') });
