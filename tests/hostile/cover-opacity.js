// T2: fades the frame
covers(() => alter(host(), { opacity: '0.4' }));
