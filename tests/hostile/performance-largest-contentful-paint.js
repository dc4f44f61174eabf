// T1: hears of every performance entry of the kind largest-contentful-paint
attempt({ flow: 'reads', ...entriesOf('largest-contentful-paint') });
