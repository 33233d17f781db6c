/** A word in pieces: plain text, and variables of the environment whose values stand in its place. */
export type Word = readonly (string | { readonly variable: string })[];

/** The word as a POSIX shell reads it: one argument, whatever characters are in it. */
export function shellWord(word: Word): string {
  const quoted = word.map((piece) => (typeof piece === 'string' ? quote(piece) : `"$${piece.variable}"`));
  return quoted.join('') || "''";
}

/** Text in single quotes, inside which a shell knows no other sign. NUL, which no argument can hold, goes. */
function quote(text: string): string {
  const plain = text.replaceAll('\0', '');
  if (plain === '') return '';
  return /^[\w./:=,+@%-]+$/.test(plain) ? plain : `'${plain.replaceAll("'", String.raw`'\''`)}'`;
}

/** Text that cannot end the comment it stands in. */
export function commentText(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, '?');
}
