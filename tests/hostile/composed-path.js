// T1: asks every event which way it came
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
            `${type} ` +
              event
                .composedPath()
                .map((node) => node.outerHTML?.slice(0, 300) ?? node.nodeName ?? '')
                .join(' < '),
          ),
        true,
      );
    }
  },
  act() {
    attemptTo(() =>
      elements()
        .find((e) => e.shadowRoot)
        .shadowRoot.firstChild.dispatchEvent(new Event('click', { bubbles: true, composed: true })),
    );
  },
});
