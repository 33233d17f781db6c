import { useEffect, useRef, useState } from 'react';
import type { CallFailure, VerifyProgress } from '../../../shared/contract/types.ts';
import { useClient } from '../../state/store.ts';

export type Verification =
  | { readonly kind: 'idle' }
  | { readonly kind: 'refused'; readonly failure: CallFailure }
  | { readonly kind: 'running'; readonly hashed: number; readonly size: number }
  | { readonly kind: 'ended'; readonly result: Extract<VerifyProgress, { done: true }> };

export interface Verifier {
  readonly verification: Verification;
  readonly start: (path: string, checksum: string) => Promise<void>;
  readonly cancel: () => void;
}

/** One check of a file at a time. It is cancelled when its dialog goes away. */
export function useVerification(): Verifier {
  const client = useClient();
  const [verification, setVerification] = useState<Verification>({ kind: 'idle' });
  const running = useRef<string | null>(null);
  const attempt = useRef(0);
  // A progress may come before the answer that tells its id.
  const early = useRef(new Map<string, VerifyProgress>());

  const show = (progress: VerifyProgress) => {
    if (progress.done) running.current = null;
    setVerification(
      progress.done
        ? { kind: 'ended', result: progress }
        : { kind: 'running', hashed: progress.hashed, size: progress.size },
    );
  };

  useEffect(() => {
    const seen = early.current;
    const end = client.on('verifyProgress', (progress) => {
      if (progress.id === running.current) show(progress);
      else seen.set(progress.id, progress);
    });
    return () => {
      end();
      attempt.current += 1;
      if (running.current !== null) void client.call.cancelVerify({ id: running.current });
    };
  }, [client]);

  return {
    verification,
    async start(path, checksum) {
      const ticket = (attempt.current += 1);
      setVerification({ kind: 'running', hashed: 0, size: 0 });
      const answer = await client.call.verifyFile({ path, checksum });
      if (ticket !== attempt.current) {
        if (answer.ok) void client.call.cancelVerify({ id: answer.value.id });
        return;
      }
      if (!answer.ok) {
        setVerification({ kind: 'refused', failure: answer.failure });
        return;
      }
      running.current = answer.value.id;
      const seen = early.current.get(answer.value.id);
      early.current.clear();
      if (seen !== undefined) show(seen);
    },
    cancel() {
      attempt.current += 1;
      if (running.current !== null) void client.call.cancelVerify({ id: running.current });
      running.current = null;
      setVerification({ kind: 'idle' });
    },
  };
}
