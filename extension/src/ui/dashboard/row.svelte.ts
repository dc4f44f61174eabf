/** A row in which one act runs at a time, and the keyboard stays where it was. */
import { tick } from 'svelte';

import { Attempt } from '../attempt.svelte';

export class Row {
  element = $state<HTMLElement>();
  /** Whether its text is being said in other words. */
  editing = $state(false);

  readonly #act = new Attempt();
  readonly #tell: (words: string) => void;

  /** `tell` says aloud what became of it. */
  constructor(tell: (words: string) => void) {
    this.#tell = tell;
  }

  get running(): boolean {
    return this.#act.running;
  }

  get failure(): string {
    return this.#act.failure;
  }

  /** What can be done here next takes the place of what was done. */
  async run(act: () => Promise<void>, words: string, next: string): Promise<void> {
    if (!(await this.#act.run(act))) return;
    this.#tell(words);
    await this.stay(next);
  }

  /** Ends editing; the keyboard goes on at a part of the row. */
  async stay(next: string): Promise<void> {
    this.editing = false;
    await tick();
    this.element?.querySelector<HTMLElement>(`[data-testid="${next}"]`)?.focus();
  }
}
