import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { app } from './app.ts';
import { Refusal } from './refusal.ts';

/** As the system's key store would hold it: the same at every start. */
const key = scryptSync('electron-double', 'salt', 32);

function onlyWhenReady(): void {
  if (!app.isReady()) throw new Refusal('safeStorage cannot be used before app is ready');
}

/** Seals for real, with a key of its own: what is written does not hold the text. */
export const safeStorage = {
  getSelectedStorageBackend: (): string => (app.isReady() ? 'gnome_libsecret' : 'unknown'),
  async isAsyncEncryptionAvailable(): Promise<boolean> {
    return app.isReady();
  },
  async encryptStringAsync(plainText: string): Promise<Buffer> {
    onlyWhenReady();
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, iv);
    const sealed = Buffer.concat([cipher.update(plainText, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
  },
  async decryptStringAsync(encrypted: unknown): Promise<{ shouldReEncrypt: boolean; result: string }> {
    onlyWhenReady();
    if (!Buffer.isBuffer(encrypted)) throw new Refusal('safeStorage opens Buffers only');
    const cipher = createDecipheriv('aes-256-gcm', key, encrypted.subarray(0, 12));
    cipher.setAuthTag(encrypted.subarray(12, 28));
    const text = Buffer.concat([cipher.update(encrypted.subarray(28)), cipher.final()]);
    return { shouldReEncrypt: false, result: text.toString('utf8') };
  },
};
