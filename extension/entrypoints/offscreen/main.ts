/**
 * Chromium's home of the engine: a service worker may not start Workers, and dies too often.
 * It knows nothing but ports, which only our own service worker can send here.
 */
import { introduce } from '../../src/engine/host';
import type { Role } from '../../src/engine/wire';

navigator.serviceWorker.addEventListener('message', (event: MessageEvent<Role>) => {
  const [port] = event.ports;
  if (port) introduce(event.data, port);
});
navigator.serviceWorker.startMessages();
