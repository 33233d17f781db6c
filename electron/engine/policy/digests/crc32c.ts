/** CRC-32C (Castagnoli, RFC 3720 section 12.1): reflected polynomial 0x82f63b78. */
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value;
});

/** Sum of `bytes`, going on from the sum of the bytes before them (0 at the start). */
export function crc32c(bytes: Uint8Array, previous = 0): number {
  let value = ~previous;
  // Indexed: this runs over the whole control file at each save, and for-of is several times slower.
  for (let at = 0; at < bytes.length; at += 1) {
    value = (table[(value ^ (bytes[at] ?? 0)) & 0xff] ?? 0) ^ (value >>> 8);
  }
  return ~value >>> 0;
}
