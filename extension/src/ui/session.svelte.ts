/**
 * What an extension page knows of the engine: its connection and how the vault stands.
 *
 * A page keeps no memory longer than it shows it, and never a key.
 */
import { connect, type Engine } from '../client';
import type { Proof, Status, Way } from '../../../pkg/satchel';
import { sentence } from './errors';

export class Session {
  readonly engine: Engine = connect();
  /** Nothing until the engine has answered once. */
  status = $state<Status>();
  /** Why it did not answer, in words. */
  trouble = $state('');
  /** Whether the vault was made here and now. */
  isNew = $state(false);
  /** By what it was opened, if it was here. */
  openedBy = $state<Way>();

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
    this.#take(await this.engine.ask({ type: 'create', with: { way: 'passphrase', passphrase } }));
    this.isNew = true;
  }

  async unlock(proof: Proof): Promise<void> {
    this.#take(await this.engine.ask({ type: 'unlock', with: proof }));
    this.openedBy = proof.way;
  }

  async lock(): Promise<void> {
    this.#take(await this.engine.ask({ type: 'lock' }));
  }

  #take(status: Status): void {
    this.trouble = '';
    this.status = status;
    if (status.vault !== 'unlocked') this.openedBy = undefined;
  }
}
