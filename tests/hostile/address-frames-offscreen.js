// T21/T22: knows the address, and frames offscreen.html in the page
withAddress(() => framed('offscreen'));
