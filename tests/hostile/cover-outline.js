// T2: covers the frame with the outline of the element that came
covers(() => alter(host(), { outline: '400px solid white', 'outline-offset': '-400px' }), 400);
