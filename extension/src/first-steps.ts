/**
 * How far the user is with the first steps: kept by the browser beside the settings, so that a tab that was closed in
 * between is no loss. It says nothing of the vault.
 */
import { browser } from 'wxt/browser';

const ENTRY = 'firstSteps';

/** The steps in their order, and that they are done or passed over. */
export const STEPS = ['promise', 'keys', 'chats', 'over'] as const;
export type FirstStep = (typeof STEPS)[number];

/** The step that is next; nothing before the first was shown. */
export async function readStep(): Promise<FirstStep | undefined> {
  const kept = (await browser.storage.local.get(ENTRY))[ENTRY];
  return STEPS.find((step) => step === kept);
}

export function keepStep(step: FirstStep): Promise<void> {
  return browser.storage.local.set({ [ENTRY]: step });
}
