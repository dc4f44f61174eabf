// T1: asks every window in the page for its document
attempt({ flow: 'reads', control: true, act: () => askWindows('document') });
