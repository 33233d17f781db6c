const least = 256 * 1_024;
const piecesWanted = 2_048;

/** Bytes of a piece of a file that is to be listed: a power of two, so that there are 2,048 at most. */
export function pieceLengthFor(size: number): number {
  let length = least;
  while (size / length > piecesWanted) length *= 2;
  return length;
}
