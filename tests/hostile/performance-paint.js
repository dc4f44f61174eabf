// T1: hears of every performance entry of the kind paint
attempt({ flow: 'reads', ...entriesOf('paint') });
