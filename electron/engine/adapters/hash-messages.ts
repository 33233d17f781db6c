import type { SumAlgorithm } from '../../../shared/model/sums.ts';

/** From the main thread to the hash worker. Offsets and sizes are bytes. */
export type HashOrder =
  | {
      readonly kind: 'start';
      readonly id: number;
      readonly path: string;
      /** All of them in one pass. */
      readonly algorithms: readonly SumAlgorithm[];
      /** Offset of the first byte that is hashed. */
      readonly from: number;
    }
  /** Hash up to `end`; answered by one `reached`. */
  | { readonly kind: 'advance'; readonly id: number; readonly end: number }
  /** Hash up to the offset `size` and close; answered by one `done` or `failed`. */
  | { readonly kind: 'finish'; readonly id: number; readonly size: number }
  /** Close; not answered. */
  | { readonly kind: 'cancel'; readonly id: number };

/** From the hash worker. Every one tells the offset hashed up to and the bytes read so far. */
export type HashReport = { readonly id: number; readonly hashed: number; readonly read: number } & (
  | { readonly kind: 'progress' }
  | { readonly kind: 'reached' }
  | { readonly kind: 'done'; readonly hexes: readonly string[] }
  /** The hasher has closed; nothing more comes for it. */
  | { readonly kind: 'failed'; readonly errno: string }
);
