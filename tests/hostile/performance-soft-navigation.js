// T1: hears of every performance entry of the kind soft-navigation
attempt({ flow: 'reads', ...entriesOf('soft-navigation') });
