// T2: cuts a part of the frame off
covers(() => alter(host(), { 'clip-path': 'inset(0 0 40% 0)' }));
