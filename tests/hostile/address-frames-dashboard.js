// T21/T22: knows the address, and frames dashboard.html in the page
withAddress(() => framed('dashboard'));
