// T2: draws the frame small
covers(() => alter(host(), { scale: '0.4' }));
