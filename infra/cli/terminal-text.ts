/** A stranger's text for the terminal: on one line, without the control codes that would steer it. */
export function shown(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu, '')
    .trim();
}

/** Exactly so many characters: cut with an ellipsis, or filled up. */
export function fitted(text: string, width: number): string {
  const characters = [...text];
  if (characters.length <= width) return text + ' '.repeat(width - characters.length);
  return `${characters
    .slice(0, Math.max(0, width - 1))
    .join('')
    .trimEnd()}…`.padEnd(width);
}
