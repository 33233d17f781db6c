import type { Verification } from './use-verification.ts';

/** How far a check is, 0 to 1, as its bar shows it. */
export function shareOf(verification: Verification): number {
  if (verification.kind === 'running') {
    return verification.size === 0 ? 0 : verification.hashed / verification.size;
  }
  if (verification.kind !== 'ended' || 'failure' in verification.result) return 0;
  return 1;
}

export function barTone(verification: Verification): 'running' | 'done' | 'failed' {
  if (verification.kind !== 'ended' || 'failure' in verification.result) return 'running';
  return verification.result.match ? 'done' : 'failed';
}
