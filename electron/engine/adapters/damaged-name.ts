import { existsSync } from 'node:fs';

/** The first of `path.damaged-1`, `path.damaged-2`… that nothing has. */
export function freeDamagedName(path: string): string {
  for (let number = 1; ; number += 1) {
    const name = `${path}.damaged-${number}`;
    if (!existsSync(name)) return name;
  }
}
