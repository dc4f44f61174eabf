// T1: asks every window in the page for its name
attempt({ flow: 'reads', control: true, act: () => askWindows('name') });
