// T1: has the methods of strings tell it what passes through
attempt({
  flow: 'reads',
  control: true,
  early() {
    for (const name of [
      'slice',
      'trim',
      'startsWith',
      'includes',
      'split',
      'replace',
      'match',
      'indexOf',
      'toLowerCase',
      'normalize',
    ]) {
      const of = String.prototype;
      const own = of[name];
      if (typeof own !== 'function') continue;
      let inside = false;
      of[name] = function (...given) {
        const got = Reflect.apply(own, this, given);
        if (!inside) {
          inside = true;
          try {
            hear(
              `${name} ${this instanceof String || typeof this === 'string' ? this : ''} ${given
                .map((one) =>
                  typeof one === 'function' ? '' : String(one?.data ?? one?.text ?? one),
                )
                .join()
                .slice(0, 500)}`,
            );
          } catch {}
          inside = false;
        }
        return got;
      };
    }
  },
  act() {
    attemptTo(() => {
      void 'ownquince'.trim();
    });
  },
});
