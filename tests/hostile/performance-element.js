// T1: hears of every performance entry of the kind element
attempt({ flow: 'reads', ...entriesOf('element') });
