import type { ChecksumAlgorithm } from '../../../shared/model/checksum.ts';

/** From the main thread to the hash worker. Offsets and sizes are bytes. */
export type HashOrder =
  | {
      readonly kind: 'start';
      readonly id: number;
      readonly path: string;
      readonly algorithm: ChecksumAlgorithm;
    }
  /** Hash up to `end`; answered by one `reached`. */
  | { readonly kind: 'advance'; readonly id: number; readonly end: number }
  /** Hash up to `size` and close; answered by one `done` or `failed`. */
  | { readonly kind: 'finish'; readonly id: number; readonly size: number }
  /** Close; not answered. */
  | { readonly kind: 'cancel'; readonly id: number };

/** From the hash worker. Every one tells the bytes hashed and the bytes read so far. */
export type HashReport = { readonly id: number; readonly hashed: number; readonly read: number } & (
  | { readonly kind: 'progress' }
  | { readonly kind: 'reached' }
  | { readonly kind: 'done'; readonly hex: string }
  /** The hasher has closed; nothing more comes for it. */
  | { readonly kind: 'failed'; readonly errno: string }
);
