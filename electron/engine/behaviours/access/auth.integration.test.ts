import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Credential } from '../../../../shared/model/credential.ts';
import { memoryCredentials } from '../../adapters/credentials/credential-store.ts';
import type { CredentialStore } from '../../ports/credentials.ts';
import type { AuthOptions } from '../../testing/range-server/auth-gate.ts';
import type { RangeServer } from '../../testing/range-server/range-server.ts';
import { openHarness, type EngineHarness } from '../engine-harness.ts';

const size = 8 << 20;
const ali: Credential = { user: 'Ali Bäbä', password: 'Open: "sesame"' };
const basic: AuthOptions = { schemes: ['basic'], ...ali };
const digest: AuthOptions = { schemes: ['digest'], ...ali };

let harness: EngineHarness;
let store: CredentialStore;

beforeEach(async () => {
  store = memoryCredentials();
  harness = await openHarness({ speed: 4, ports: (ports) => ({ ...ports, credentials: store }) });
});

afterEach(() => harness.close());

/** The counts of the nonces that were used. */
function counts(server: RangeServer): string[] {
  return server.requests.flatMap(({ headers }) => {
    const nc = /\bnc=([0-9a-f]+)/.exec(headers['authorization'] ?? '')?.[1];
    return nc === undefined ? [] : [nc];
  });
}

const ways: readonly (readonly [string, Partial<AuthOptions>])[] = [
  ['Basic', { schemes: ['basic'] }],
  ['Digest with MD5', { schemes: ['digest'] }],
  ['Digest with SHA-256', { schemes: ['sha-256'] }],
  ['Digest with SHA-512-256', { schemes: ['sha-512-256'] }],
  ['Digest with MD5-sess', { schemes: ['md5-sess'] }],
  ['Digest with SHA-256-sess', { schemes: ['sha-256-sess'] }],
  ['Digest with userhash', { schemes: ['sha-256'], userhash: true }],
  ['Digest without qop', { schemes: ['digest'], qop: null }],
  ['the strongest of four', { schemes: ['basic', 'digest', 'sha-256', 'sha-512-256'] }],
];

describe.each([1, 8])('with %i connections at most', (connections) => {
  test.each(ways)('G3: %s is asked for once and answered from then on', async (_what, way) => {
    const server = await harness.serve({ size, auth: { ...basic, ...way } });
    await store.keep({ origin: server.origin, realm: 'the vault' }, ali, false);
    const end = await harness.fetch({ url: server.url, connections });
    expect(end.state).toBe('completed');
    expect([server.auth?.asked, server.auth?.refused]).toEqual([1, 0]);
    expect(server.requests.filter(({ status }) => status === 401)).toHaveLength(1);
    expect(new Set(counts(server)).size).toBe(counts(server).length);
  });

  test('G3: a nonce that has run out is answered anew, and no request fails for it', async () => {
    const server = await harness.serve({ size, auth: { ...digest, nonceUses: 2 } });
    await store.keep({ origin: server.origin, realm: null }, ali, false);
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.state, server.auth?.refused, server.auth?.asked]).toEqual(['completed', 0, 1]);
  });

  test('G3: a server that does not say that a nonce is stale is answered anew as well', async () => {
    const rate = 40_000_000;
    const server = await harness.serve({ size, rate, auth: { ...digest, nonceUses: 3, tellsStale: false } });
    await store.keep({ origin: server.origin, realm: null }, ali, false);
    const download = await harness.fetchUntil(size / 4, { url: server.url, connections });
    expect((await harness.goOn(download)).state).toBe('completed');
  });

  test('G3: without a password it stops and says who asks, and goes on when it is given', async () => {
    const server = await harness.serve({ size, auth: digest });
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.code, server.requests.length]).toEqual(['server-unauthorized', 1]);
    expect(end.download.askedBy).toEqual({ origin: server.origin, realm: 'the vault' });
    await store.keep({ origin: server.origin, realm: 'the vault' }, ali, false);
    expect((await harness.goOn(end.download)).state).toBe('completed');
  });

  test.each([
    ['Basic', basic],
    ['Digest', digest],
  ])('G3: %s with a wrong password is tried once', async (_what, auth) => {
    const server = await harness.serve({ size, auth });
    await store.keep({ origin: server.origin, realm: null }, { ...ali, password: 'wrong' }, false);
    const end = await harness.fetch({ url: server.url, connections });
    expect([end.code, server.auth?.refused, server.requests.length]).toEqual(['server-unauthorized', 1, 2]);
    expect(end.record.state).toMatchObject({ failure: { facts: { why: 'refused', status: 401 } } });
    expect(end.files).toEqual([]);
  });

  test('G3: a scheme that is not known is said to be one', async () => {
    const headers = [['WWW-Authenticate', 'Negotiate']] as const;
    const server = await harness.serve({ size, status: 401, headers });
    const end = await harness.fetch({ url: server.url, connections });
    expect(end.record.state).toMatchObject({ failure: { facts: { why: 'scheme' } } });
  });

  test.each([
    ['Basic', basic],
    ['Digest', digest],
  ])('G4: %s that is wanted in the middle of a resume keeps the bytes, and goes on', async (_what, auth) => {
    const server = await harness.serve({ size, rate: 20_000_000 });
    const download = await harness.fetchUntil(size / 4, { url: server.url, connections });
    const held = download.record.received;
    server.setAuth(auth);
    const stopped = await harness.goOn(download);
    expect([stopped.code, stopped.record.received]).toEqual(['server-unauthorized', held]);
    expect(stopped.files).toHaveLength(2);
    await store.keep({ origin: server.origin, realm: 'the vault' }, ali, false);
    const before = server.bytesSent;
    server.behave({ rate: null });
    const end = await harness.goOn(download);
    expect(end.state).toBe('completed');
    expect(server.bytesSent - before).toBeLessThan(size);
  });

  test('G4: a password that is changed while bytes come ends in one question, the bytes kept', async () => {
    const server = await harness.serve({ size, rate: connections === 1 ? 4_000_000 : 500_000, auth: digest });
    await store.keep({ origin: server.origin, realm: null }, ali, false);
    const download = harness.begin({ url: server.url, connections });
    await harness.until(() => download.view().received > size / 8, download);
    server.setAuth({ ...digest, password: 'another' });
    server.dropConnections();
    const stopped = await harness.ended(download);
    expect(stopped.code).toBe('server-unauthorized');
    expect(stopped.record.received).toBeGreaterThan(size / 8);
    // Each connection may have sent an answer before it heard of the first refusal; none sends it again and again.
    expect(server.auth?.refused).toBeLessThanOrEqual(connections + 3);
    await store.keep({ origin: server.origin, realm: null }, { ...ali, password: 'another' }, false);
    server.behave({ rate: null });
    const end = await harness.goOn(download);
    expect(end.state).toBe('completed');
    // What two connections fetch at once, at the very end, is no byte that was lost.
    expect(end.refetched).toBeLessThan(1 << 20);
  });

  test('G3: each of two sources is told its own password and no other', async () => {
    const rate = connections === 1 ? 20_000_000 : 3_000_000;
    const other: Credential = { user: 'kim', password: 'other secret' };
    const server = await harness.serve({ size, rate, auth: digest });
    const mirror = await harness.serve({ size, rate, auth: { schemes: ['basic'], ...other } });
    await store.keep({ origin: server.origin, realm: null }, ali, false);
    await store.keep({ origin: mirror.origin, realm: null }, other, false);
    const end = await harness.fetch({ url: server.url, mirrors: [mirror.url], connections });
    expect(end.state).toBe('completed');
    expect([server.auth?.refused, mirror.auth?.refused]).toEqual([0, 0]);
    if (connections > 1) expect(mirror.bytesSent).toBeGreaterThan(100_000);
  });

  test('G3: a mirror whose password is not known is set aside, and asks for nobody else’s', async () => {
    const rate = connections === 1 ? 20_000_000 : 3_000_000;
    const server = await harness.serve({ size, rate });
    const mirror = await harness.serve({ size, rate, auth: basic });
    const url = server.url.replace('//', '//ali:mine@');
    const end = await harness.fetch({ url, mirrors: [mirror.url], connections });
    expect(end.state).toBe('completed');
    for (const { headers } of mirror.requests) expect(headers['authorization']).toBeUndefined();
  });
});
