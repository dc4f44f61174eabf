// T2: bends the whole page with the frame
covers(() => alter(document.documentElement, { transform: 'skewX(12deg)' }));
