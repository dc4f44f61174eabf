// T1: asks every window in the page for its frameElement
attempt({ flow: 'reads', act: () => askWindows('frameElement') });
