/** As many characters as the host takes. */
export const commentMost = 2_000;
