import type { BenchCase } from '../bench-case.ts';
import { capped } from './capped.ts';
import { crowd } from './crowd.ts';
import { killed } from './killed.ts';
import { limited } from './limited.ts';
import { longLink } from './long-link.ts';
import { manyFiles } from './many-files.ts';
import { mirrors } from './mirrors.ts';
import { uneven } from './uneven.ts';
import { unthrottled } from './unthrottled.ts';
import { verified } from './verified.ts';

/** S1 to S10, in their order. */
export const allCases: readonly BenchCase[] = [
  ...unthrottled,
  ...capped,
  ...uneven,
  ...longLink,
  ...verified,
  ...mirrors,
  ...manyFiles,
  ...killed,
  ...crowd,
  ...limited,
];
