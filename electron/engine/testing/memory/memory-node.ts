import type { FileIdentity, PathKind } from '../../ports/files.ts';

/** A file on a memory disk; `bytes` may be longer than what counts of it, which is `size`. */
export interface MemoryNode {
  readonly inode: number;
  readonly kind: Exclude<PathKind, 'absent'>;
  bytes: Uint8Array;
  size: number;
  modified: bigint;
  changed: bigint;
}

export function memoryIdentity(node: MemoryNode): FileIdentity {
  const { size, modified, changed } = node;
  return { device: 1n, inode: BigInt(node.inode), size, modified, changed, links: 1 };
}

/** Makes a node this long; what is new is zeros. The value is its content. */
export function resize(node: Pick<MemoryNode, 'bytes' | 'size'>, size: number): Uint8Array {
  if (size > node.bytes.length) {
    const bytes = new Uint8Array(Math.max(size, 2 * node.bytes.length));
    bytes.set(node.bytes.subarray(0, node.size));
    node.bytes = bytes;
  }
  if (size < node.size) node.bytes.fill(0, size, node.size);
  node.size = size;
  return node.bytes.subarray(0, size);
}

/** Somebody wrote: the times are those of the moment. */
export function touch(node: MemoryNode, moment: number): void {
  node.modified = BigInt(moment);
  node.changed = BigInt(moment);
}

export function emptyNode(inode: number, kind: MemoryNode['kind']): MemoryNode {
  return { inode, kind, bytes: new Uint8Array(0), size: 0, modified: 0n, changed: 0n };
}

export function copyOf(node: MemoryNode): MemoryNode {
  return { ...node, bytes: node.bytes.slice(0, node.size) };
}
