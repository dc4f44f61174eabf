// T1: hears of every performance entry of the kind back-forward-cache-restoration
attempt({ flow: 'reads', ...entriesOf('back-forward-cache-restoration') });
