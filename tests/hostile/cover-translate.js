// T2: shifts the frame
covers(() => alter(host(), { translate: '40px 0' }));
