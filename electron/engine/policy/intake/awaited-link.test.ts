import { expect, it } from 'vitest';
import type { InterruptReason } from '../../../../shared/model/reasons.ts';
import { awaitsLink } from './awaited-link.ts';

function stopped(code: InterruptReason, facts: Partial<Parameters<typeof awaitsLink>[0]> = {}) {
  return {
    state: { kind: 'interrupted', failure: { code }, resume: 'user-continue' },
    trashedAt: null,
    target: '/downloads/File.iso',
    askedName: null,
    url: 'https://a.example/get?id=1',
    ...facts,
  } as const;
}

it('waits for a link to a file of its name, wherever that is', () => {
  const link = { url: 'https://b.example/x/file.iso?signature=2' };
  for (const code of ['server-link-expired', 'server-forbidden', 'server-not-found'] as const)
    expect(awaitsLink(stopped(code), link)).toBe(true);
  expect(awaitsLink(stopped('server-forbidden'), { ...link, name: 'other.iso' })).toBe(false);
  expect(awaitsLink(stopped('server-forbidden', { target: null }), link)).toBe(false);
  expect(awaitsLink(stopped('server-forbidden', { target: null, askedName: 'file.iso' }), link)).toBe(true);
});

it('waits for none where another link is no help, in the trash, and while it runs', () => {
  const link = { url: 'https://b.example/file.iso' };
  expect(awaitsLink(stopped('file-no-space'), link)).toBe(false);
  expect(awaitsLink(stopped('server-forbidden', { trashedAt: 1 }), link)).toBe(false);
  expect(awaitsLink(stopped('server-forbidden', { state: { kind: 'downloading' } }), link)).toBe(false);
});

it('a link without a name is awaited by nobody', () => {
  expect(awaitsLink(stopped('server-forbidden'), { url: 'https://b.example/' })).toBe(false);
});
