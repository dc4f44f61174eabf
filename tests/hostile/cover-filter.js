// T2: blurs the frame
covers(() => alter(host(), { filter: 'blur(6px)' }));
