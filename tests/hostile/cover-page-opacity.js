// T2: fades the whole page with the frame
covers(() => alter(document.documentElement, { opacity: '0.4' }));
