// T1: hears of every performance entry of the kind layout-shift
attempt({ flow: 'reads', ...entriesOf('layout-shift') });
