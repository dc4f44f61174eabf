/**
 * What goes over a MessagePort between the engine's Worker and one client.
 *
 * A port belongs to one client alone: what is said on it, passphrases among it, reaches nobody
 * else. Pages get theirs through the background, which vouches for them; only the background's own
 * port carries the access key.
 */
import type { Error, JobEnd, JobProgress, Reply, Request, Status } from '../../../pkg/satchel';

/** Who is at the other end of a port. The owner of the Worker says so, never the client. */
export type Role = 'page' | 'background';

/** The owner of the Worker → the Worker: here is a client. */
export interface Introduce {
  role: Role;
  port: MessagePort;
}

/** Long work that a client begins, one at a time. */
export type Job =
  /** What an import of it would bring; nothing of it is kept. */
  | { kind: 'look'; file: File }
  | { kind: 'import'; file: File }
  /** Into the private file of this name. */
  | { kind: 'backup'; name: string; passphrase: string }
  /** With `revive`, what was shredded comes back too; with `own`, an empty vault becomes that one. */
  | { kind: 'restore'; file: File; passphrase: string; revive: boolean; own: boolean };

/** Client → Worker. */
export type ToEngine =
  | { type: 'ask'; id: number; request: Request }
  | { type: 'job'; id: number; job: Job }
  | { type: 'cancel'; id: number }
  /** Ends what runs if it is of this kind, whichever client began it. */
  | { type: 'stop'; kind: Job['kind'] }
  /** Another language model is kept than before. */
  | { type: 'model' }
  /** From the background alone: the access key that waited in session memory. */
  | { type: 'wake'; key: Uint8Array };

/** Worker → client. */
export type FromEngine =
  /**
   * The first message. `alive` names a Web Lock that the Worker holds as long as it lives: whoever
   * gets it knows that the Worker is gone. `fresh` if no vault was opened or locked in it yet.
   */
  | { type: 'hello'; build: string; alive: string; fresh: boolean; key: Uint8Array | undefined }
  | { type: 'reply'; id: number; reply: Reply }
  | { type: 'progress'; id: number; progress: JobProgress }
  | { type: 'ended'; id: number; end: JobEnd }
  | { type: 'failed'; id: number; error: Error }
  | { type: 'status'; status: Status }
  /** The last message: the engine could not start, or cannot go on. */
  | { type: 'dead'; error: Error }
  /** To the background alone: the vault was opened (a key) or locked (none). */
  | { type: 'key'; key: Uint8Array | undefined };
