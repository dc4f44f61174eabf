// T1: hears of every performance entry of the kind measure
attempt({ flow: 'reads', ...entriesOf('measure') });
