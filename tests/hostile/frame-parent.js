// T1: asks every window in the page for its parent
attempt({ flow: 'reads', act: () => askWindows('parent') });
