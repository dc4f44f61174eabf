// T2: zooms the frame away
covers(() => alter(host(), { zoom: '0.4' }));
