/** Puts a component into an extension page. */
import { mount, type Component } from 'svelte';

import { language, t } from './i18n';
import './tokens.css';
import './base.css';

export function show(component: Component): void {
  document.documentElement.lang = language();
  document.documentElement.dir = t('direction');
  mount(component, { target: document.body });
}
