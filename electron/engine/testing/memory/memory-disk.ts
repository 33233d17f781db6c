import { dirname } from 'node:path';
import type { PathKind } from '../../ports/files.ts';
import {
  applyStep,
  effectOf,
  isDurable,
  namesShare,
  survivors,
  type CutStyle,
  type DataStep,
} from './disk-steps.ts';
import { copyOf, emptyNode, resize, touch, type MemoryNode } from './memory-node.ts';

/** A change to the names in a folder, at a moment of the disk. */
interface NameStep {
  readonly folder: string;
  readonly path: string;
  /** The node that the path names from now on, or null for none. */
  readonly node: MemoryNode | null;
  /** When the node was modified last: a change of its names stores that with it. */
  readonly modified: bigint;
  readonly ended: number;
}

interface FolderSync {
  readonly folder: string;
  readonly begun: number;
  readonly ended: number;
}

/**
 * A disk in memory that remembers what was done to it and in which order, so that its state after a
 * loss of power at any moment can be told. Moments are counted: each beginning and each end of an
 * operation is one.
 */
export class MemoryDisk {
  readonly nodes = new Map<number, MemoryNode>();
  readonly names = new Map<string, MemoryNode>();
  readonly folders = new Set<string>();
  readonly steps: DataStep[] = [];
  /** Targets that are locked, with their holders. */
  readonly locks = new Map<string, object>();
  #nameSteps: NameStep[] = [];
  #folderSyncs: FolderSync[] = [];
  /** Nodes and names as they lay there at the beginning, durable. */
  #first = new Map<number, MemoryNode>();
  #firstNames = new Map<string, number>();
  #moment = 0;
  #lastInode = 100;

  /** Moments that have passed. */
  get moment(): number {
    return this.#moment;
  }

  tick(): number {
    this.#moment += 1;
    return this.#moment;
  }

  /** Puts something at a path before anything runs. It is durable. */
  place(path: string, content: Uint8Array | Exclude<PathKind, 'absent' | 'file'>): MemoryNode {
    const node = this.#newNode(content instanceof Uint8Array ? 'file' : content);
    if (content instanceof Uint8Array) resize(node, content.length).set(content);
    this.folders.add(dirname(path));
    this.names.set(path, node);
    this.#first.set(node.inode, copyOf(node));
    this.#firstNames.set(path, node.inode);
    return node;
  }

  /** The bytes of the file at a path, or null. */
  contentOf(path: string): Uint8Array | null {
    const node = this.names.get(path);
    return node?.kind === 'file' ? node.bytes.subarray(0, node.size) : null;
  }

  /** Somebody else writes into the file: its times change. */
  edit(path: string, change: (bytes: Uint8Array) => void): void {
    const node = this.names.get(path);
    if (node === undefined) throw new Error(`nothing lies at ${path}`);
    change(node.bytes.subarray(0, node.size));
    touch(node, this.tick());
  }

  /** Inode of the first file that ever had this name, or null. */
  inodeOf(path: string): number | null {
    const made = this.#nameSteps.find((step) => step.path === path);
    return made?.node?.inode ?? this.#firstNames.get(path) ?? null;
  }

  create(path: string): MemoryNode {
    const node = this.#newNode('file');
    this.setName(path, node);
    return node;
  }

  setName(path: string, node: MemoryNode | null): void {
    const ended = this.tick();
    const touched = node ?? this.names.get(path);
    if (touched !== undefined) touched.changed = BigInt(ended);
    if (node === null) this.names.delete(path);
    else this.names.set(path, node);
    this.#nameSteps.push({ folder: dirname(path), path, node, modified: node?.modified ?? 0n, ended });
  }

  noteFolderSync(folder: string, begun: number): void {
    this.#folderSyncs.push({ folder, begun, ended: this.tick() });
  }

  /** Begins a step; it takes its effect with `endStep`. */
  beginStep(step: Omit<DataStep, 'begun' | 'ended' | 'ok'>): DataStep {
    const begun: DataStep = { ...step, begun: this.tick(), ended: null, ok: false };
    this.steps.push(begun);
    return begun;
  }

  endStep(step: DataStep, ok: boolean): void {
    const node = this.nodes.get(step.inode);
    step.ended = this.tick();
    step.ok = ok;
    if (node === undefined || step.kind === 'sync') return;
    applyStep(node, step, effectOf(step));
    touch(node, step.ended);
  }

  /** A step that never took effect, because its process was killed. */
  takeBack(step: DataStep): void {
    this.steps.splice(this.steps.indexOf(step), 1);
  }

  /**
   * The disk after a loss of power at `moment`: what a later sync covers is there, of the rest what
   * `style` and `chance` let survive. Changes to names survive in their order, as a journal keeps
   * them. Everything on the new disk is durable.
   */
  afterPowerCut(moment: number, style: CutStyle, chance: () => number): MemoryDisk {
    const after = new MemoryDisk();
    after.#moment = this.#moment;
    after.#lastInode = this.#lastInode;
    for (const folder of this.folders) after.folders.add(folder);
    const inodes = new Set([...this.#first.keys(), ...this.nodes.keys()]);
    for (const inode of inodes) after.#keepNode(this.#nodeAfterCut(inode, moment, style, chance));
    for (const [path, inode] of this.#firstNames) after.#keepName(path, after.nodes.get(inode) ?? null);
    for (const { path, node, modified } of this.#nameStepsAfterCut(moment, style, chance)) {
      const kept = node === null ? null : (after.nodes.get(node.inode) ?? null);
      if (kept !== null && kept.modified < modified) kept.modified = modified;
      after.#keepName(path, kept);
    }
    return after;
  }

  /** The content that a file is sure to have after a loss of power at `moment`. */
  durableContent(inode: number, moment: number): Uint8Array {
    const node = this.#nodeAfterCut(inode, moment, 'none', () => 0);
    return node.bytes.subarray(0, node.size);
  }

  #nodeAfterCut(inode: number, moment: number, style: CutStyle, chance: () => number): MemoryNode {
    const first = this.#first.get(inode);
    const node = first === undefined ? emptyNode(inode, 'file') : copyOf(first);
    const steps = this.steps.filter((step) => step.inode === inode);
    // As they took effect; those under way come last.
    const order = (step: DataStep): number => step.ended ?? Infinity;
    const begun = steps.filter((step) => step.begun <= moment && step.kind !== 'sync');
    for (const step of begun.toSorted((a, b) => order(a) - order(b))) {
      const durable = isDurable(step, steps, moment);
      applyStep(node, step, durable ? effectOf(step) : survivors(style, chance));
      // The times may lag behind what was written, which a sync of the data does not cover.
      if (style === 'all' || chance() < 0.5) touch(node, Math.min(moment, order(step)));
    }
    return node;
  }

  #nameStepsAfterCut(moment: number, style: CutStyle, chance: () => number): readonly NameStep[] {
    const past = this.#nameSteps.filter((step) => step.ended <= moment);
    const isSynced = (step: NameStep): boolean =>
      this.#folderSyncs.some(
        (sync) => sync.folder === step.folder && sync.begun > step.ended && sync.ended <= moment,
      );
    const synced = past.findLastIndex(isSynced) + 1;
    const kept = Math.round((past.length - synced) * namesShare(style, chance));
    return past.slice(0, synced + kept);
  }

  #keepName(path: string, node: MemoryNode | null): void {
    if (node === null) {
      this.names.delete(path);
      this.#firstNames.delete(path);
    } else {
      this.names.set(path, node);
      this.#firstNames.set(path, node.inode);
    }
  }

  #keepNode(node: MemoryNode): void {
    this.nodes.set(node.inode, node);
    this.#first.set(node.inode, copyOf(node));
  }

  #newNode(kind: MemoryNode['kind']): MemoryNode {
    this.#lastInode += 1;
    const node = emptyNode(this.#lastInode, kind);
    touch(node, this.tick());
    this.nodes.set(node.inode, node);
    return node;
  }
}
