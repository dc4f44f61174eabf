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

/** A day and the time of day. */
export function moment(time: number): string {
  return new Intl.DateTimeFormat(language(), { dateStyle: 'long', timeStyle: 'short' }).format(
    new Date(time),
  );
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
