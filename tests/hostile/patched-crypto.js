// T1: has random numbers tell it what passes through
attempt({
  flow: 'reads',
  early() {
    for (const name of ['randomUUID', 'getRandomValues']) {
      const of = crypto;
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
      void composer().value;
    });
  },
});
