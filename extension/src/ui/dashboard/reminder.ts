/** Whether it is time to speak of a backup. */
import type { BackupView } from '../../../../pkg/satchel';

/** Below this many memories, typing them again is quicker. */
const WORTH = 20;
const OLD = 30 * 24 * 60 * 60 * 1000;

/** `none` was made of a vault that would be a loss, or the newest is `old`. Newest first. */
export function due(
  backups: readonly BackupView[],
  memories: number,
  now = Date.now(),
): 'none' | 'old' | undefined {
  const [newest] = backups;
  if (!newest) return memories > WORTH ? 'none' : undefined;
  return now - newest.time > OLD ? 'old' : undefined;
}
