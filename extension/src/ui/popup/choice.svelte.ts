/** What is chosen of what was found for a chat, and whether the user knows what it tells of. */
import { SvelteSet } from 'svelte/reactivity';

import type { Sensitivity, Suggestion } from '../../../../pkg/satchel';
import { DWELL } from '../../protocol';

export class Choice {
  /** What was found for a draft; nothing before anything was. */
  found = $state.raw<Suggestion[]>();
  readonly #chosen = new SvelteSet<string>();
  /** Since when the user is told what exactly the chosen ones tell of. */
  #told = $state<number>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The likeliest is chosen, as in the list beside a composer; none that is to be asked about. */
  take(found: Suggestion[] | undefined): void {
    this.found = found;
    this.#told = undefined;
    this.#chosen.clear();
    const first = found?.find(({ ask }) => !ask);
    if (first) this.#chosen.add(first.memory.id);
  }

  has(id: string): boolean {
    return this.#chosen.has(id);
  }

  turn(id: string): void {
    this.#told = undefined;
    if (!this.#chosen.delete(id)) this.#chosen.add(id);
  }

  get any(): boolean {
    return this.#chosen.size > 0;
  }

  /** What they tell of that is asked about, once the user is told so. */
  get warning(): Sensitivity[] {
    return this.#told === undefined ? [] : this.#asks;
  }

  /** The button was pressed: what is to be copied; nothing if the user has to read first what it tells of. */
  press(): { ids: string[]; agreed: boolean } | undefined {
    const agreed = this.#asks.length > 0;
    if (agreed) {
      this.#told ??= this.#now();
      if (this.#now() - this.#told < DWELL) return undefined;
    }
    const ids = (this.found ?? []).map(({ memory }) => memory.id).filter((id) => this.has(id));
    return { ids, agreed };
  }

  get #asks(): Sensitivity[] {
    const asked = (this.found ?? []).filter(({ ask, memory }) => ask && this.has(memory.id));
    return [...new Set(asked.flatMap(({ memory }) => memory.sensitivities))];
  }
}
