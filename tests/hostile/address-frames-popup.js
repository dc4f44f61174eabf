// T21/T22: knows the address, and frames popup.html in the page
withAddress(() => framed('popup'));
