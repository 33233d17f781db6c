import { algorithmLabel, type Checksum } from '../../shared/model/checksum.ts';
import { systemWords } from '../../shared/model/words/what-happened.ts';
import { exitStatus, printable, writeLine, type CommandIo } from './command-io.ts';
import type { HashFailure } from './file-hash.ts';

/** A sentence for stderr and the exit status that goes with it. */
export interface Refusal {
  readonly sentence: string;
  readonly status: number;
}

/** The sums that are computed here, as a sentence lists them. */
export const knownKinds = 'MD5, SHA-1, SHA-256, SHA-384, SHA-512 and BLAKE2b (512 bits)';

/** Both sums, one below the other. */
export function writeBoth(io: CommandIo, expected: Checksum, computed: Checksum): void {
  writeLine(io.stdout, `  expected ${algorithmLabel(expected.algorithm)} ${expected.hex}`);
  writeLine(io.stdout, `  computed ${algorithmLabel(computed.algorithm)} ${computed.hex}`);
}

/** Why a file was not checked. */
export function refusalOf(file: string, failure: HashFailure): Refusal {
  const name = printable(file);
  switch (failure.code) {
    case 'missing':
      return { sentence: `${name} does not exist: check its name and folder.`, status: exitStatus.missing };
    case 'interrupted':
      return { sentence: `Interrupted before ${name} was checked.`, status: exitStatus.interrupted };
    case 'open':
      return {
        sentence: `${name} cannot be opened (${systemWords(failure.system)}): name a file that you may read.`,
        status: exitStatus.open,
      };
    case 'io':
      return {
        sentence: `${name} cannot be read (${systemWords(failure.system)}): check the drive.`,
        status: exitStatus.io,
      };
  }
}

export function refuse(io: CommandIo, { sentence, status }: Refusal): number {
  writeLine(io.stderr, sentence);
  return status;
}
