/** Dates, durations and sizes in words. */
import { language, t } from './i18n';

/** A day; with its year if that is not this year. */
export function day(time: number, now = Date.now()): string {
  if (time <= 0) return t('date_unknown');
  const date = new Date(time);
  const sameYear = date.getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(language(), {
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(date);
}

/** A month with its year. */
export function month(time: number): string {
  if (time <= 0) return t('date_unknown');
  const style = { month: 'long', year: 'numeric' } as const;
  return new Intl.DateTimeFormat(language(), style).format(new Date(time));
}

/** A day as a field for days has it, where the user is. */
export function dayOf(time: number): string {
  const local = new Date(time - new Date(time).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 10);
}

/** When a day that was chosen in such a field begins; nothing if none was, or one before 1970. */
export function beginOf(day: string): number | undefined {
  const time = new Date(`${day}T00:00`).getTime();
  return Number.isNaN(time) || time < 0 ? undefined : time;
}

/** The last moment of such a day. */
export function endOf(day: string): number | undefined {
  const begin = beginOf(day);
  if (begin === undefined) return undefined;
  const next = new Date(begin);
  next.setDate(next.getDate() + 1);
  return next.getTime() - 1;
}

/** A day and the time of day. */
export function moment(time: number): string {
  return new Intl.DateTimeFormat(language(), { dateStyle: 'long', timeStyle: 'short' }).format(
    new Date(time),
  );
}

/** The time of day. */
export function clock(time: number): string {
  return new Intl.DateTimeFormat(language(), { timeStyle: 'short' }).format(new Date(time));
}

/** A number of bytes, in megabytes; in kilobytes where that would be none. */
export function megabytes(bytes: number): string {
  const small = bytes < 1e6;
  return new Intl.NumberFormat(language(), {
    style: 'unit',
    unit: small ? 'kilobyte' : 'megabyte',
    maximumFractionDigits: !small && bytes < 10e6 ? 1 : 0,
  }).format(bytes / (small ? 1e3 : 1e6));
}

/** A number of minutes, in hours where they are whole. */
export function minutes(count: number): string {
  return count % 60 === 0 ? hours(count / 60) : duration(count, 'minute');
}

export function hours(count: number): string {
  return duration(count, 'hour');
}

function duration(count: number, unit: 'minute' | 'hour'): string {
  const style = { style: 'unit', unit, unitDisplay: 'long' } as const;
  return new Intl.NumberFormat(language(), style).format(count);
}
