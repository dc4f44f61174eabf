// T1: hears of every performance entry of the kind longtask
attempt({ flow: 'reads', ...entriesOf('longtask') });
