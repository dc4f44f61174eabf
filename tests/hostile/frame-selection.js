// T1: asks every window in the page for its getSelection
attempt({ flow: 'reads', act: () => askWindows('getSelection') });
