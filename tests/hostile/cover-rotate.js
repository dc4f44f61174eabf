// T2: turns the frame
covers(() => alter(host(), { rotate: '3deg' }));
