/** Number of connection hues. A ninth connection wears the first hue again. */
export const hueCount = 8;

/** Hue of a connection's slot: 1 to 8; 0 for slot 0, what an earlier session brought. */
export function hueOfSlot(slot: number): number {
  return slot <= 0 ? 0 : ((slot - 1) % hueCount) + 1;
}

/** A slot's colour as a style sheet writes it. */
export function slotColour(slot: number): string {
  return `var(--slot-${hueOfSlot(slot)})`;
}
