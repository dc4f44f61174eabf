// T2: draws the frame aslant
covers(() => alter(host(), { transform: 'rotate(8deg)' }));
