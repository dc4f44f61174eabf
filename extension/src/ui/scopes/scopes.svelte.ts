/** The user's scopes, as the pages that name them know them. */
import type { ScopeView, SiteRule, SiteRuleView } from '../../../../pkg/satchel';
import type { Engine } from '../../client';
import { t } from '../i18n';
import { partyOf } from './party';

/** The id of Personal, the scope of every memory that was put into no other. */
export const PERSONAL = '0'.repeat(32);

export class Scopes {
  /** Personal first; empty until it was read. */
  all = $state.raw<readonly ScopeView[]>([]);
  /** The sites of which something was said. */
  sites = $state.raw<readonly SiteRuleView[]>([]);
  /** What any other site may see. */
  default = $state.raw<SiteRule>();

  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  async read(): Promise<void> {
    const reply = await this.#engine.ask({ type: 'scopes' });
    this.all = reply.scopes;
    this.sites = reply.sites;
    this.default = reply.default;
  }

  /** What a site may see. */
  rule(site: string): SiteRule | undefined {
    const party = partyOf(site);
    return this.sites.find((one) => one.site === party)?.rule ?? this.default;
  }

  /** What the user calls a scope. One that is not known here is offered nowhere. */
  name(id: string): string {
    const scope = this.all.find((one) => one.id === id);
    return scope ? nameOf(scope) : t('scope_lost');
  }
}

export function nameOf(scope: ScopeView): string {
  return scope.name || t('scope_personal');
}
