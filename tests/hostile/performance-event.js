// T1: hears of every performance entry of the kind event
attempt({ flow: 'reads', ...entriesOf('event') });
