/**
 * Header fields hold one character a byte. Text of a person becomes such a text by its UTF-8 bytes
 * (RFC 7617 section 2.1, RFC 7616 section 4).
 */
export function utf8Bytes(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
}

/** A quoted-string of RFC 9110 section 5.6.4. */
export function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** An ext-value of RFC 8187 section 3.2 in UTF-8, without quotes. */
export function extendedValue(text: string): string {
  const encoded = encodeURIComponent(text.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `UTF-8''${encoded}`;
}
