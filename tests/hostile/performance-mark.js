// T1: hears of every performance entry of the kind mark
attempt({ flow: 'reads', control: true, ...entriesOf('mark') });
