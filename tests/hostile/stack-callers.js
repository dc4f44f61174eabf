// T22: asks who called it, function by function, while a memory is put into its composer
attempt({
  flow: 'inserts',
  control: true,
  early() {
    const callers = function callers() {
      let caller = callers.caller;
      for (let at = 0; caller && at < 50; at++, caller = caller.caller) hear(`caller ${caller}`);
      attemptTo(() => `${callers.name} ${callers.arguments?.length}`);
    };
    for (const type of ['beforetoggle', 'beforeinput', 'input', 'paste', 'focus', OWN])
      addEventListener(type, callers, true);
  },
  act() {
    (function ownquince() {
      dispatchEvent(new Event(OWN));
    })();
  },
});
