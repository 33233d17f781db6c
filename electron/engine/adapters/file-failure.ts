import type { Failure, InterruptReason } from '../../../shared/model/reasons.ts';

/** What was being done to a file: a fact beside its failure. */
export type FileOperation =
  | 'create'
  | 'open'
  | 'look'
  | 'list'
  | 'make-folder'
  | 'read'
  | 'write'
  | 'sync'
  | 'truncate'
  | 'rename'
  | 'remove'
  | 'space'
  | 'lock'
  | 'hash'
  | 'store';

/** The system's name of an error ("EIO"), or what kind of error it is where there is none. */
export function errnoOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.name : 'unknown';
}

/**
 * The failure that an error of the file system is. Its facts are the system's name of the error
 * and the operation, never a path.
 */
export function fileFailure(error: unknown, op: FileOperation): Failure {
  const errno = errnoOf(error);
  return { code: codeOf(errno, op), facts: { errno, op } };
}

function codeOf(errno: string, op: FileOperation): InterruptReason {
  if (errno === 'ENOSPC' || errno === 'EDQUOT') return 'file-no-space';
  if (errno === 'EIO') return 'file-io';
  switch (op) {
    case 'make-folder':
      return 'file-create';
    case 'create':
    case 'rename':
      if (errno === 'EEXIST') return 'file-exists';
      return op === 'create' ? 'file-create' : 'file-io';
    case 'open':
    case 'look':
    case 'list':
    case 'lock':
      return 'file-open';
    default:
      return 'file-io';
  }
}
