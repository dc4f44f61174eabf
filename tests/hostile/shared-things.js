// T1: looks through every store that the origin has
attempt({
  flow: 'reads',
  control: true,
  act() {
    attemptTo(async () => {
      localStorage.own = 'ownquince';
      return JSON.stringify({
        local: { ...localStorage },
        session: { ...sessionStorage },
        cookie: document.cookie,
        dbs: await indexedDB.databases?.(),
        caches: await globalThis.caches?.keys(),
        workers: (await navigator.serviceWorker?.getRegistrations?.())?.length,
        files: (await navigator.storage?.estimate?.())?.usage,
      });
    });
  },
});
