// T1: hears of every performance entry of the kind long-animation-frame
attempt({ flow: 'reads', ...entriesOf('long-animation-frame') });
