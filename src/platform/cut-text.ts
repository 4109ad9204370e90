/** Shortens a text to at most `max` characters, never through the middle of one. */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text;
  const end = /[\ud800-\udbff]/.test(text.charAt(max - 2)) ? max - 2 : max - 1;

  return `${text.slice(0, end)}…`;
}
