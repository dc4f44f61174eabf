/** How much was said in each month, by as many questions as there are months: no memory's text is read for it. */
import type { Filter } from '../../../../pkg/satchel';
import type { Engine } from '../../client';

export interface Month {
  /** Its first moment, here. */
  from: number;
  count: number;
}

/** The beginnings of so many months up to this one, and of the next. */
export function beginnings(count: number, now: Date): number[] {
  return Array.from({ length: count + 1 }, (_, at) =>
    new Date(now.getFullYear(), now.getMonth() - count + 1 + at, 1).getTime(),
  );
}

export async function readMonths(
  engine: Pick<Engine, 'ask'>,
  count: number,
  now = new Date(),
): Promise<Month[]> {
  const starts = beginnings(count, now);
  const months: Month[] = [];
  for (const [at, from] of starts.slice(0, -1).entries()) {
    const filter: Filter = { from, until: starts[at + 1]! };
    const { total } = await engine.ask({ type: 'list', filter, offset: 0, limit: 0 });
    months.push({ from, count: total });
  }
  return months;
}
