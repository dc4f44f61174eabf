// T1: hears of every performance entry of the kind visibility-state
attempt({ flow: 'reads', ...entriesOf('visibility-state') });
