/**
 * What an extension page knows of the engine: its connection and how the vault stands.
 *
 * A page keeps no memory longer than it shows it, and never a key.
 */
import { connect, type Engine } from '../client';
import type { Status } from '../../../pkg/satchel';
import { sentence } from './errors';

export class Session {
  readonly engine: Engine = connect();
  /** Nothing until the engine has answered once. */
  status = $state<Status>();
  /** Why it did not answer, in words. */
  trouble = $state('');

  constructor() {
    this.engine.onStatus((status) => this.#take(status));
    void this.refresh();
  }

  /** Asks how things stand. */
  async refresh(): Promise<void> {
    try {
      this.#take(await this.engine.ask({ type: 'status' }));
    } catch (error) {
      this.trouble = sentence(error);
    }
  }

  async create(passphrase: string): Promise<void> {
    this.#take(
      await this.engine.ask({
        type: 'create',
        with: { way: 'passphrase', passphrase },
      }),
    );
  }

  async unlock(passphrase: string): Promise<void> {
    this.#take(
      await this.engine.ask({
        type: 'unlock',
        with: { way: 'passphrase', passphrase },
      }),
    );
  }

  async lock(): Promise<void> {
    this.#take(await this.engine.ask({ type: 'lock' }));
  }

  #take(status: Status): void {
    this.trouble = '';
    this.status = status;
  }
}
