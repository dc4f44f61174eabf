/** The words on the screen: every sentence is a message of `_locales`. */
import { browser } from 'wxt/browser';

import type messages from '../../public/_locales/en/messages.json';

export type MessageKey = keyof typeof messages;

/** Keys that come in a singular and a plural, named without their ending. */
export type CountedKey = MessageKey extends infer K
  ? K extends `${infer Stem}_one`
    ? Stem
    : never
  : never;

/** The language of the interface: ours, with the region that the browser is set to. */
export function language(): string {
  const ours = t('language');
  const browsers = browser.i18n.getUILanguage();
  return browsers.split('-')[0] === ours ? browsers : ours;
}

/** A sentence. `$1`, `$2`… stand for the further arguments. */
export function t(key: MessageKey, ...parts: (string | number)[]): string {
  return lookUp(key, parts) || key;
}

/** A sentence about a number, which becomes `$1`. */
export function counted(key: CountedKey, count: number, ...parts: (string | number)[]): string {
  const form = new Intl.PluralRules(language()).select(count) === 'one' ? 'one' : 'other';
  return t(`${key}_${form}` as MessageKey, number(count), ...parts);
}

/** A sentence that may not exist: empty then. */
export function maybe(key: string): string {
  return lookUp(key, []);
}

/** A number with the language's own separators. */
export function number(value: number): string {
  return new Intl.NumberFormat(language()).format(value);
}

function lookUp(key: string, parts: (string | number)[]): string {
  const getMessage = browser.i18n.getMessage as (name: string, parts: string[]) => string;
  return getMessage(key, parts.map(String));
}
