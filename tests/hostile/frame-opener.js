// T1: asks every window in the page for its opener
attempt({ flow: 'reads', act: () => askWindows('opener') });
