import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startNginx, type RealServer } from '../electron/engine/testing/real-servers/real-servers.ts';
import { writeSeededFile } from '../electron/engine/testing/range-server/seeded-body.ts';
import {
  CertificateAuthority,
  type IssuedCertificate,
} from '../electron/engine/testing/tls/certificate-authority.ts';
import { violations } from './pages/violations.ts';
import { expect, test as base } from './fixtures/test.ts';

interface Refused {
  readonly server: RealServer;
  readonly certificate: IssuedCertificate;
}

const test = base.extend<{ refused: Refused }>({
  /** A real server whose certificate nobody but itself has signed. */
  refused: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'tributary-served-'));
    writeSeededFile(join(folder, 'file.bin'), 1, 300_000);
    const authority = await CertificateAuthority.make();
    const certificate = await authority.issue({ selfSigned: true });
    const tls = { keyPath: certificate.keyPath, certPath: certificate.certPath };
    const server = await startNginx(folder, { tls });
    await use({ server, certificate });
    await server.stop();
    await authority.close();
    await rm(folder, { recursive: true, force: true });
  },
});

test('a certificate that does not hold is shown, trusted only by hand, listed, and forgotten', async ({
  desk,
  refused: { certificate, server },
}) => {
  const { page } = desk;
  const row = desk.row('file.bin');
  const show = row.getByRole('button', { name: 'Show the certificate that file.bin was refused for' });
  const { host } = new URL(server.url);
  const dialog = page.getByRole('dialog', { name: `Certificate of ${host}` });

  await desk.add(`${server.url}/file.bin`);
  await expect(row).toContainText("The server's certificate is not valid (self-signed)");
  await show.click();
  await expect(dialog).toContainText('self-signed');
  await expect(dialog).toContainText('O=Tributary tests, CN=server1');
  await expect(dialog).toContainText('localhost, 127.0.0.1');
  await expect(dialog).toContainText(certificate.fingerprint);
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect.soft(await violations(page), colorScheme).toEqual([]);
  }

  // Neither Enter on what has the focus nor Escape trusts anything.
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await row.getByRole('button', { name: 'Retry file.bin' }).click();
  await expect(row).toContainText('self-signed');
  await show.click();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(row).toContainText('self-signed');
  expect(await server.log()).toEqual([]);

  await show.click();
  await dialog.getByRole('button', { name: 'Trust this certificate for this server' }).click();
  await expect(dialog).toBeHidden();
  await expect(row).toContainText('Size only');

  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await expect(settings).toContainText(certificate.fingerprint);
  await settings.getByRole('button', { name: `Forget the certificate of ${host}` }).click();
  await expect(settings).toContainText('No certificate is trusted by hand.');
  await settings.getByRole('button', { name: 'Close' }).click();

  await desk.add(`${server.url}/file.bin?again`);
  await expect(desk.list.getByText('self-signed')).toBeVisible();
});
