import type { ByteRange } from '../../../shared/model/byte-range.ts';
import { checksumAlgorithms, type Checksum } from '../../../shared/model/checksum.ts';
import type { Failure } from '../../../shared/model/reasons.ts';
import { ok, type Result } from '../../../shared/model/result.ts';
import { sumLabel, type KnownSum, type Sum } from '../../../shared/model/sums.ts';
import type { ChecksumView } from '../../../shared/model/view.ts';
import type { Download } from '../download.ts';
import type { PartSession } from '../files/part-session.ts';
import { Verifier } from '../files/verifier.ts';
import { hexOfCrc } from '../policy/digests/byte-text.ts';
import type { BadPiece } from '../policy/digests/piece-record.ts';
import { arePiecesOf } from '../policy/digests/piece-hashes.ts';
import { hashedAlgorithms, judgeSums, overallVerdict, strongestSum } from '../policy/digests/sum-verdict.ts';
import type { OwnerMap } from '../policy/ranges/owner-map.ts';
import { PieceCheck } from './piece-check.ts';
import type { SidecarSum } from './sidecar-lists.ts';

/** Bytes by which the frontier moves until the hash is told, beside every tick. */
const toldEvery = 1024 * 1024;

/** What a bad piece needs of the run. */
export interface PieceHelp {
  /** Which of the download's sources brought which bytes, by their numbers in its list. */
  readonly brought: OwnerMap;
  /** The bytes of a range are not good, and come again. */
  readonly giveBack: (range: ByteRange, from: number | null) => Promise<void>;
}

/**
 * The sums of one run: whose they are, computing them while the bytes come, and what came of it.
 * The person's sum is in the record's `expected`; those of servers and lists are in its `sums`, of
 * each origin the strongest one.
 */
export class RunSums {
  readonly #download: Download;
  readonly #session: PartSession;
  readonly #verifier: Verifier;
  readonly #help: PieceHelp;
  #pieces: PieceCheck | null = null;
  /** The sums of pieces are not of this file. */
  #pieceless = false;
  /** Offset up to which the hash was told to go. */
  #told = 0;

  constructor(download: Download, session: PartSession, help: PieceHelp) {
    this.#download = download;
    this.#session = session;
    this.#help = help;
    this.#verifier = new Verifier(download.context.ports.hashers, session.paths.part);
    session.onWritten = (start, end) => {
      this.#pieces?.noteWritten({ start, end });
      if (session.received.frontier >= this.#told + toldEvery) this.#advance();
    };
    this.collect();
  }

  /** Whether a source named a sum that nothing was done about yet, as a trailer may. */
  get arrived(): boolean {
    return this.#download.sources.some((source) => source.sums.all.length > 0);
  }

  /** Looks at what the sources said since, and wants the sums that all of it needs. */
  collect(): void {
    const { record, sources } = this.#download;
    const sums = new Map(record.sums.map((sum) => [`${sum.origin} ${sum.from}`, sum]));
    for (const source of sources) {
      for (const note of source.sums.newNotes()) this.#download.note(0, 'info', `${source.host}: ${note}`);
      const strongest = strongestSum(source.sums.all);
      if (strongest === null || !source.trusted) continue;
      const { algorithm, hex, field } = strongest;
      const known = sums.get(`server ${source.host}`);
      if (known?.algorithm === algorithm && known.hex === hex) continue;
      sums.set(`server ${source.host}`, {
        algorithm,
        hex,
        field,
        from: source.host,
        origin: 'server',
        verdict: 'pending',
      });
      this.#download.note(0, 'info', `${source.host} says the ${sumLabel(algorithm)} of the file (${field})`);
    }
    const all = [...sums.values()];
    if (all.some((sum, index) => sum !== record.sums[index])) this.#download.update({ sums: all });
    this.want();
  }

  /** A file beside the download names its sum. */
  takeBeside(from: string, { algorithm, hex, field }: SidecarSum): void {
    const { sums } = this.#download.record;
    const others = sums.filter((sum) => sum.origin !== 'beside' || sum.from !== from);
    const sum: KnownSum = { algorithm, hex, field, from, origin: 'beside', verdict: 'pending' };
    this.#download.update({ sums: [...others, sum] });
    this.#download.note(0, 'info', `${field} beside the file says its ${sumLabel(algorithm)}`);
    this.want();
  }

  /** The person's sum, or a server's, may be another one now. */
  want(): void {
    const { expected, sums } = this.#download.record;
    this.#verifier.want(hashedAlgorithms(expected, sums));
  }

  /** Checks pieces from now on, where the download has sums of some for a file of this size. */
  expectPieces(size: number | null): void {
    const { pieces } = this.#download.record;
    this.#pieces?.close();
    this.#pieces = null;
    if (pieces === null || size === null) return;
    this.#pieceless = !arePiecesOf(pieces, size);
    if (this.#pieceless) {
      this.#download.note(0, 'warn', `The sums of pieces are of a file of another size: not used`);
      return;
    }
    const { received, paths } = this.#session;
    this.#pieces = new PieceCheck({
      pieces,
      size,
      received,
      path: paths.part,
      hashers: this.#download.context.ports.hashers,
      broughtBy: (range) => this.#help.brought.ownersOf(range),
      onBad: (index, range, bad) => this.#onBadPiece(index, range, bad),
    });
  }

  /** Call a few times a second while bytes come. */
  tick(): void {
    this.collect();
    this.#advance();
  }

  /** The hash follows the frontier closely, so that little is left of it after the last byte. */
  #advance(): void {
    const { frontier } = this.#session.received;
    this.#told = this.#pieces?.goodUpTo(frontier) ?? frontier;
    this.#verifier.advance(this.#told);
  }

  /** Resolves when every piece that is there was looked at, and what is bad was given back. */
  async settlePieces(size: number | null = null): Promise<void> {
    // A file of a length that only its end told.
    if (this.#pieces === null && size !== null && !this.#pieceless) this.expectPieces(size);
    await this.#pieces?.settle();
  }

  /** Bytes from `offset` on were taken out of the file: what was hashed of them is void. */
  rewind(offset: number): void {
    this.#verifier.restartAbove(offset);
  }

  /** All bytes were dropped: the sums of servers are of others. */
  clear(): void {
    this.#verifier.restart();
    this.#pieces?.clear();
    this.#download.update({ sums: this.#download.record.sums.filter(({ origin }) => origin === 'list') });
  }

  /** Computes what is wanted of a file of `size` bytes; the download's record has the outcome. */
  async finish(size: number): Promise<Result<ChecksumView['verdict'], Failure>> {
    this.collect();
    const computed = await this.#verifier.finish(size);
    if (!computed.ok) return computed;
    const crc = this.#session.crc32Of(size);
    const all: readonly Sum[] =
      crc === null ? computed.value : [...computed.value, { algorithm: 'crc32', hex: hexOfCrc(crc) }];
    const { expected } = this.#download.record;
    const sums = judgeSums(this.#download.record.sums, all);
    const own = expected ?? strongestSum(sums.filter(isChecksumLike));
    const found = all.find(({ algorithm }) => algorithm === own?.algorithm);
    this.#download.update({ computed: found === undefined ? null : checksumIn(found), sums });
    for (const sum of sums) this.#tell(sum);
    return ok(overallVerdict(expected, this.#download.record.computed, sums));
  }

  close(): void {
    this.#verifier.close();
    this.#pieces?.close();
  }

  #tell({ origin, from, field, algorithm, verdict }: KnownSum): void {
    const whose = origin === 'list' ? 'the list' : `${from} (${field})`;
    if (verdict === 'match') this.#download.note(0, 'info', `The ${sumLabel(algorithm)} of ${whose} matches`);
    if (verdict === 'mismatch')
      this.#download.note(0, 'warn', `The ${sumLabel(algorithm)} of ${whose} does not match`);
  }

  async #onBadPiece(index: number, range: ByteRange, bad: BadPiece): Promise<void> {
    const source = bad.guilty === null ? undefined : this.#download.sources[bad.guilty];
    const whose = source === undefined ? '' : `, brought by ${source.host},`;
    const next = bad.again === 'now' ? 'fetched again' : 'left as it is';
    this.#download.note(0, 'warn', `Piece ${index + 1}${whose} does not match its sum: ${next}`);
    if (source !== undefined && bad.setAside) {
      const others = this.#download.sources.some((other) => other !== source && other.usable);
      if (others && source.usable) {
        source.setAside({ code: 'server-damaged', facts: { why: 'pieces' } });
        this.#download.note(0, 'warn', `${source.host} is set aside: it brought two bad pieces`);
      }
    }
    if (bad.again !== 'now') return;
    await this.#help.giveBack(range, bad.guilty);
  }
}

function isChecksumLike(sum: Sum): boolean {
  return checksumIn(sum) !== null;
}

function checksumIn({ algorithm, hex }: Sum): Checksum | null {
  const found = checksumAlgorithms.find((each) => each === algorithm);
  return found === undefined ? null : { algorithm: found, hex };
}
