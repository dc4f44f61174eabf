// T21/T22: knows the address, and frames suggest.html in the page
withAddress(() => framed('suggest'));
