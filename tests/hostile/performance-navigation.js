// T1: hears of every performance entry of the kind navigation
attempt({ flow: 'reads', ...entriesOf('navigation') });
