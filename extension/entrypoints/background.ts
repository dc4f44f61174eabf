/**
 * The background: it routes, checks every sender, and keeps nothing that must last.
 *
 * Browsers end it at any moment; every listener is set again at its start, at once.
 */
import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';

import { ask, catchUp, introducePage, lock } from '../src/background/engine';
import { still, watchStart } from '../src/background/key';
import { watchTime } from '../src/background/lock';
import { followPausing } from '../src/background/pausing';
import { followPointing, forgetDisabled } from '../src/background/pointing';
import { followRemember } from '../src/background/remember';
import { endDisabled, serveSessions } from '../src/background/sessions';
import { enterOpenTabs, followSites } from '../src/background/sites';
import { followInstall } from '../src/background/welcome';
import { CONNECT, type ToBackground } from '../src/protocol';

export default defineBackground({
  type: 'module',
  main() {
    watchStart();
    followSites(() => {
      void endDisabled();
      void forgetDisabled();
    });
    followPausing({ leave: endDisabled, enter: enterOpenTabs });
    serveSessions();
    followRemember(ask);
    followPointing();
    followInstall();
    watchTime({ lock, still });
    // A page of ours wants a line to the engine. Other origins cannot reach this listener in
    // Chromium, and are told by their origin in Firefox.
    globalThis.addEventListener('message', (event: MessageEvent<unknown>) => {
      const [port] = event.ports;
      const own = event.origin === location.origin;
      if (own && event.data === CONNECT && port) void introducePage(port);
    });
    browser.runtime.onMessage.addListener((message: unknown, sender, answer) => {
      if (sender.id !== browser.runtime.id || sender.origin !== location.origin) return;
      const { type } = Object(message) as Partial<ToBackground>;
      const act = type === 'changed' ? catchUp : type === 'lock' ? lock : undefined;
      if (!act) return;
      act().then(
        () => answer(true),
        () => answer(false),
      );
      return true; // The answer comes later.
    });
  },
});
