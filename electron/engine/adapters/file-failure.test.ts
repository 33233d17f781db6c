import { describe, expect, it } from 'vitest';
import type { FileOperation } from './file-failure.ts';
import { fileFailure } from './file-failure.ts';

function codeFor(errno: string, op: FileOperation): string {
  return fileFailure(Object.assign(new Error('/secret/path'), { code: errno }), op).code;
}

describe('fileFailure', () => {
  it('I1, I2: names what went wrong by the error and by what was being done', () => {
    expect(codeFor('ENOSPC', 'write')).toBe('file-no-space');
    expect(codeFor('EDQUOT', 'create')).toBe('file-no-space');
    expect(codeFor('EEXIST', 'create')).toBe('file-exists');
    expect(codeFor('EEXIST', 'rename')).toBe('file-exists');
    expect(codeFor('EEXIST', 'make-folder')).toBe('file-create');
    for (const errno of ['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ELOOP', 'ENAMETOOLONG']) {
      expect(codeFor(errno, 'create')).toBe('file-create');
      expect(codeFor(errno, 'open')).toBe('file-open');
    }
    for (const op of ['create', 'open', 'write', 'sync'] as const) expect(codeFor('EIO', op)).toBe('file-io');
    expect(codeFor('EFBIG', 'write')).toBe('file-io');
  });

  it('carries the error and the operation, and never a path', () => {
    const error = Object.assign(new Error("EIO: i/o error, write '/secret/path'"), { code: 'EIO' });
    expect(fileFailure(error, 'write')).toEqual({ code: 'file-io', facts: { errno: 'EIO', op: 'write' } });
    expect(fileFailure('odd', 'read')).toEqual({ code: 'file-io', facts: { errno: 'unknown', op: 'read' } });
  });
});
