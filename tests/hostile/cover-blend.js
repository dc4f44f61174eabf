// T2: blends the frame with what is below
covers(() => alter(host(), { 'mix-blend-mode': 'difference' }));
