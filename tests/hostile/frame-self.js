// T1: asks every window in the page for its self
attempt({ flow: 'reads', act: () => askWindows('self') });
