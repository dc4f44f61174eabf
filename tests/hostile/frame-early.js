// T22: looks for the frame's window in the moment it comes, when it is still an empty page of its own origin
attempt({
  flow: 'reads',
  control: true,
  early() {
    const look = () => {
      for (let at = 0; at < window.length; at++)
        attemptTo(() => {
          const element = window[at].frameElement;
          return `${element?.src} ${element?.name} ${element?.getRootNode()?.host?.outerHTML}`;
        });
    };
    new MutationObserver(look).observe(document, {
      childList: true,
      subtree: true,
    });
    for (const type of ['focusin', 'beforetoggle', 'toggle']) addEventListener(type, look, true);
    const again = () => {
      look();
      if (heard.length < 5000) later(again, 0);
    };
    again();
  },
});
