/** CRC-32 as in zlib and Ethernet: reflected polynomial, the highest bit is the term x^0. */
const polynomial = 0xedb88320;
const one = 0x80000000;

/** powers[n] is x^(2^n) modulo the polynomial. */
const powers: readonly number[] = (() => {
  const list = [0x40000000];
  for (let n = 1; n < 32; n += 1) {
    const last = list[n - 1] ?? 0;
    list.push(multiply(last, last));
  }
  return list;
})();

/**
 * CRC-32 of two runs of bytes set one behind the other, from the CRC of each and the length of the
 * second in bytes (below 2^31), without the bytes: `first` times x^(8·length), plus `second`, in
 * the polynomials over GF(2).
 */
export function crc32Combine(first: number, second: number, secondLength: number): number {
  let shift = one;
  // Eight bits to a byte: the length in bits has its lowest bit three places further up.
  for (let n = 3, left = secondLength; left > 0; n += 1, left >>>= 1) {
    if (left & 1) shift = multiply(powers[n & 31] ?? 0, shift);
  }
  return (multiply(shift, first) ^ second) >>> 0;
}

function multiply(a: number, b: number): number {
  let product = 0;
  let factor = b;
  for (let bit = one; bit !== 0; bit >>>= 1) {
    if (a & bit) product ^= factor;
    factor = factor & 1 ? (factor >>> 1) ^ polynomial : factor >>> 1;
  }
  return product >>> 0;
}
