// T1: hears of every performance entry of the kind resource
attempt({ flow: 'reads', control: true, ...entriesOf('resource') });
