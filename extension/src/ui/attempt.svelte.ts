/** One act of the user's at a time: whether it runs, and in words why it failed. */
import { sentence } from './errors';

export class Attempt {
  running = $state(false);
  failure = $state('');

  /** Runs the act unless one is running; true if it went well. */
  async run(act: () => Promise<void>): Promise<boolean> {
    if (this.running) return false;
    this.running = true;
    this.failure = '';
    try {
      await act();
      return true;
    } catch (error) {
      this.failure = sentence(error);
      return false;
    } finally {
      this.running = false;
    }
  }
}
