// T2: filters the whole page with the frame
covers(() => alter(document.documentElement, { filter: 'contrast(0.1)' }));
