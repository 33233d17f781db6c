import { describe, expect, it } from 'vitest';
import type { Checksum } from '../../../shared/model/checksum.ts';
import type { DownloadState } from '../../../shared/model/state.ts';
import type { ChecksumView } from '../../../shared/model/view.ts';
import { checksumVerdict } from './checksum-verdict.ts';

const sum: Checksum = { algorithm: 'sha1', hex: 'da39a3ee5e6b4b0d3255bfef95601890afd80709' };

function verdict(
  kind: 'queued' | 'downloading' | 'verifying' | 'completed',
  checksum: Partial<ChecksumView>,
) {
  return checksumVerdict({
    state: { kind },
    checksum: { expected: null, computed: null, verdict: 'none', ...checksum },
  });
}

describe('checksumVerdict', () => {
  it('speaks of the size only when a file without a known sum is complete', () => {
    expect(verdict('completed', {})).toBe('size-only');
    expect(verdict('downloading', {})).toBe('none');
  });

  it('waits with a given sum until the last byte has come, then checks it', () => {
    expect(verdict('downloading', { expected: sum, verdict: 'pending' })).toBe('expected');
    expect(verdict('verifying', { expected: sum, verdict: 'pending' })).toBe('checking');
    expect(verdict('completed', { expected: sum, verdict: 'pending' })).toBe('checking');
  });

  it('says what came out', () => {
    expect(verdict('completed', { expected: sum, computed: sum, verdict: 'match' })).toBe('verified');
    expect(verdict('completed', { expected: sum, computed: sum, verdict: 'mismatch' })).toBe('mismatch');
  });

  it('says that it does not match when the download ended for that reason', () => {
    const state: DownloadState = {
      kind: 'interrupted',
      failure: { code: 'file-hash-mismatch' },
      resume: 'user-restart',
    };
    const checksum: ChecksumView = { expected: sum, computed: null, verdict: 'mismatch' };
    expect(checksumVerdict({ state, checksum })).toBe('mismatch');
    // Another sum, of another algorithm, is compared with the bytes that were kept.
    expect(checksumVerdict({ state, checksum: { ...checksum, verdict: 'pending' } })).toBe('checking');
  });
});
