// T2: masks the frame
covers(() => alter(host(), { 'mask-image': 'linear-gradient(black, transparent)' }));
