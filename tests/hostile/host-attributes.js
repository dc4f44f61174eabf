// T2: writes attributes onto what came
attempt({
  flow: 'reads',
  act() {
    for (const [name, value] of [
      ['inert', ''],
      ['hidden', ''],
      ['contenteditable', 'true'],
      ['draggable', 'true'],
      ['popover', 'auto'],
      ['dir', 'rtl'],
      ['tabindex', '0'],
    ])
      attemptTo(() => host().setAttribute(name, value));
  },
});
