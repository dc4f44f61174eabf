// T1: has promises tell it what passes through
attempt({
  flow: 'reads',
  control: true,
  early() {
    for (const name of ['then', 'catch', 'finally']) {
      const of = Promise.prototype;
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
      void Promise.resolve().then('ownquince');
    });
  },
});
