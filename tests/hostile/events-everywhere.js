// T1: listens to everything that happens, and where
attempt({
  flow: 'reads',
  control: true,
  early() {
    for (const type of [
      'focus',
      'blur',
      'focusin',
      'focusout',
      'pointermove',
      'pointerdown',
      'pointerup',
      'pointerover',
      'mousemove',
      'mouseover',
      'mouseout',
      'mousedown',
      'mouseup',
      'click',
      'wheel',
      'scroll',
      'keydown',
      'keyup',
      'keypress',
      'input',
      'beforeinput',
      'compositionstart',
      'selectionchange',
      'selectstart',
      'copy',
      'cut',
      'paste',
      'dragstart',
      'dragover',
      'drop',
      'toggle',
      'beforetoggle',
      'slotchange',
      'load',
      'error',
      'resize',
      'transitionrun',
      'animationstart',
      'contextmenu',
      'touchstart',
      'visibilitychange',
      'securitypolicyviolation',
      'message',
    ]) {
      addEventListener(
        type,
        (event) =>
          hear(
            `${type} ${event.target?.outerHTML?.slice(0, 300)} ${event.data ?? ''} ${event.key ?? ''} ${event.detail} ${event.clipboardData?.getData('text/plain')}`,
          ),
        true,
      );
    }
  },
  act() {
    attemptTo(() =>
      composer().dispatchEvent(new CustomEvent('copy', { bubbles: true, detail: 'ownquince' })),
    );
  },
});
