/**
 * The self-check: this page tries to reach past its own origin, in each way that a page has, and hears from the browser
 * that it was refused. What is reached for is this device, where nobody listens: browsers may look a name up before they
 * ask their policy, and that alone would be something that leaves.
 */

const NOWHERE = 'https://127.0.0.1:65535/';
/** Milliseconds after which nothing more is heard. */
const PATIENCE = 3000;

/** The directive of the policy that refuses it, and how it is tried. */
const TRIES = {
  'connect-src': (to: string) => void fetch(to).catch(() => undefined),
  'img-src': (to: string) => {
    new Image().src = to;
  },
  'style-src': (to: string) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = to;
    passing(link);
  },
  'frame-src': (to: string) => {
    const frame = document.createElement('iframe');
    frame.src = to;
    passing(frame);
  },
} as const;

export type Way = keyof typeof TRIES;
export const REACHES = Object.keys(TRIES) as Way[];

/** For each way, whether the browser refused it. */
export async function reachOut(): Promise<Map<Way, boolean>> {
  const found = new Map<Way, boolean>();
  for (const way of REACHES) found.set(way, await isRefused(way));
  return found;
}

function isRefused(way: Way): Promise<boolean> {
  return new Promise((resolve) => {
    const to = `${NOWHERE}${way}`;
    const end = (refused: boolean) => {
      clearTimeout(timer);
      document.removeEventListener('securitypolicyviolation', heard);
      resolve(refused);
    };
    // What was tried before may be heard of late.
    const heard = ({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent) => {
      if (effectiveDirective.startsWith(way) && NOWHERE.startsWith(new URL(blockedURI).origin))
        end(true);
    };
    const timer = setTimeout(() => end(false), PATIENCE);
    document.addEventListener('securitypolicyviolation', heard);
    TRIES[way](to);
  });
}

/** In the page for as long as it takes to be refused. */
function passing(element: HTMLElement): void {
  element.hidden = true;
  document.body.append(element);
  setTimeout(() => element.remove(), PATIENCE);
}
