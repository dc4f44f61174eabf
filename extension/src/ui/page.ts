/** Puts a component into an extension page. */
import { mount, type Component } from 'svelte';

import { language } from './i18n';
import './tokens.css';
import './base.css';

export function show(component: Component): void {
  document.documentElement.lang = language();
  mount(component, { target: document.body });
}
