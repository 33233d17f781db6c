import type { TFunction } from 'i18next';
import type { KeyName } from './key-table.ts';

/** Something the window can do, as the palette shows it. */
export interface WindowCommand {
  readonly id: string;
  readonly label: string;
  readonly key: KeyName | null;
  /** Null while it is not possible. */
  readonly run: (() => void) | null;
  /** It gives the focus a place of its own. */
  readonly takesFocus?: true;
}

/** The words of the palette. */
export type PaletteWords = TFunction<'palette'>;

/** A command without a key. */
export function keyless(id: string, label: string, run: (() => void) | null): WindowCommand {
  return { id, label, key: null, run };
}
