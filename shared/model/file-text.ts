/**
 * The text of a file that people or their tools wrote: UTF-8, or UTF-16 as PowerShell's `>` writes it,
 * told by its byte order mark, or without one by its zero bytes, which no other text has. The mark is
 * no part of the text. What is no UTF-8 becomes U+FFFD.
 */
export function fileText(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  // Two letters of a sum, an algorithm or an address begin every line that means anything.
  if (first !== 0 && second === 0 && bytes[3] === 0) return 'utf-16le';
  if (first === 0 && second !== 0 && bytes[2] === 0) return 'utf-16be';
  return 'utf-8';
}
