import { safeStorage } from 'electron';
import type { PasswordSealing } from '../engine/adapters/credentials/credential-store.ts';

/**
 * Remembered passwords are sealed with a key of the system's own store. Where there is none, or where
 * Linux would hide it behind a word that everybody knows (`basic_text`), they are not remembered. Only
 * once the app is ready.
 */
export async function passwordSealing(): Promise<PasswordSealing> {
  const open = process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text';
  if (open || !(await safeStorage.isAsyncEncryptionAvailable().catch(() => false))) return nowhere;
  return {
    kept: 'key-store',
    seal: (text) => safeStorage.encryptStringAsync(text),
    open: (bytes) =>
      safeStorage.decryptStringAsync(Buffer.from(bytes)).then(
        ({ result }) => result,
        // Sealed by another key: the store was made anew, or the file is from elsewhere.
        () => null,
      ),
  };
}

const nowhere: PasswordSealing = {
  kept: 'nowhere',
  seal: async () => new Uint8Array(),
  open: async () => null,
};
