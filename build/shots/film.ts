import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Camera } from './camera.ts';
import { animatedPng } from './animated-png.ts';

/** Pictures of one window, in the order in which they were taken, that become one that moves. */
export class Film {
  readonly #camera: Camera;
  readonly #pictures: Buffer[] = [];
  readonly #delays: number[] = [];

  constructor(camera: Camera) {
    this.#camera = camera;
  }

  /** Takes a picture that is shown for `delay` milliseconds. */
  async take(delay: number): Promise<void> {
    this.#pictures.push(await this.#camera.page.screenshot({ caret: 'hide' }));
    this.#delays.push(delay);
  }

  /** Writes `name.png` into `folder`. */
  async save(folder: string, name: string): Promise<void> {
    await writeFile(join(folder, `${name}.png`), animatedPng(this.#pictures, this.#delays));
    console.log(`docs/pictures/${name}.png`);
  }
}
