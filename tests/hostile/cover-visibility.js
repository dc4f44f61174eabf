// T2: hides the frame
covers(() => alter(host(), { visibility: 'hidden' }));
