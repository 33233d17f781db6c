const escapes = /%[0-9a-f]{2}/i;

/** Bytes of a text in which `%41` stands for a byte and every other character for its UTF-8. */
export function bytesOfPercent(text: string): Uint8Array {
  const source = new TextEncoder().encode(text);
  const bytes = new Uint8Array(source.length);
  let length = 0;
  for (let i = 0; i < source.length; i++) {
    const byte = source[i] ?? 0;
    const high = byte === 0x25 ? hexDigit(source[i + 1]) : -1;
    const low = high >= 0 ? hexDigit(source[i + 2]) : -1;
    if (low >= 0) {
      bytes[length++] = high * 16 + low;
      i += 2;
    } else {
      bytes[length++] = byte;
    }
  }
  return bytes.subarray(0, length);
}

/** Whether a text holds at least one `%41`. */
export function hasPercent(text: string): boolean {
  return escapes.test(text);
}

/** The text with its escapes decoded as UTF-8; the text itself where they spell no UTF-8. */
export function decodePercentUtf8(text: string): string {
  if (!hasPercent(text)) return text;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytesOfPercent(text));
  } catch {
    return text;
  }
}

/** 0 to 15, or -1 for a byte that is no hexadecimal digit. */
function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}
