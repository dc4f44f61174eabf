// T1: hears of every performance entry of the kind first-input
attempt({ flow: 'reads', ...entriesOf('first-input') });
