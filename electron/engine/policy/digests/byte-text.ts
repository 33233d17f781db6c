/** The bytes that base64 text stands for (RFC 4648 section 4, padding optional), or null where it is none. */
export function bytesOfBase64(text: string): Uint8Array | null {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
  const body = text.replace(/=+$/, '');
  if (body.length % 4 === 1 || (body.length !== text.length && text.length % 4 !== 0)) return null;
  return Uint8Array.from(atob(body), (character) => character.charCodeAt(0));
}

/** Lower-case hexadecimal. */
export function hexOfBytes(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0');
  return hex;
}

/** A CRC as eight hexadecimal digits. */
export function hexOfCrc(crc: number): string {
  return (crc >>> 0).toString(16).padStart(8, '0');
}
