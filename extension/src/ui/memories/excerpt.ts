import { parts } from '../visible';

/** Enough of a text to know it again, with nothing in it that cannot be seen. */
export function excerpt(text: string): string {
  return parts(text.slice(0, 160))
    .map((part) => part.text)
    .join('');
}
