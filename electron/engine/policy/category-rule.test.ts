import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standardCategories, type Category } from '../../../shared/model/category.ts';
import { categoryOfFile, type FileFacts } from './category-rule.ts';

const own = (id: string, part: Partial<Category>): Category => ({
  id,
  name: id,
  parent: null,
  folder: '',
  extensions: [],
  hosts: [],
  types: [],
  ...part,
});

function idOf(categories: readonly Category[], facts: Partial<FileFacts>): string | null {
  const whole = { name: 'download', host: 'files.example', contentType: null, ...facts };
  return categoryOfFile(categories, whole)?.id ?? null;
}

describe('the category of a file', () => {
  it.each([
    ['debian-12.iso', null, 'software'],
    ['REPORT.PDF', null, 'documents'],
    ['source.tar.gz', null, 'archives'],
    ['song.flac', 'application/octet-stream', 'music'],
    ['watch', 'video/mp4; codecs="avc1"', 'video'],
    ['photo.jpg', 'text/html', 'images'],
    ['data.xyz', 'application/octet-stream', null],
    ['pdf', null, null],
  ])('%s of type %s is %s', (name, contentType, id) => {
    expect(idOf(standardCategories, { name, contentType })).toBe(id);
  });

  it('follows a host before an ending, and needs both where both are named', () => {
    const papers = own('papers', { hosts: ['*.papers.example'], extensions: ['pdf'] });
    const work = own('work', { hosts: ['work.example'] });
    const all = [...standardCategories, papers, work];
    expect(idOf(all, { name: 'a.pdf', host: 'cdn.papers.example' })).toBe('papers');
    expect(idOf(all, { name: 'a.pdf', host: 'papers.example' })).toBe('papers');
    expect(idOf(all, { name: 'a.pdf', host: 'newspapers.example' })).toBe('documents');
    expect(idOf(all, { name: 'a.png', host: 'papers.example' })).toBe('images');
    expect(idOf(all, { name: 'a.png', host: 'work.example' })).toBe('work');
    expect(idOf(all, { name: 'a.png', host: 'sub.work.example' })).toBe('images');
  });

  it('prefers the inner category, and the user’s own to one of the first set', () => {
    const live = own('live', { parent: 'music', extensions: ['flac'] });
    const lossless = own('lossless', { extensions: ['flac', 'wav'] });
    expect(idOf([...standardCategories, live], { name: 'a.flac' })).toBe('live');
    expect(idOf([...standardCategories, live, lossless], { name: 'a.flac' })).toBe('live');
    expect(idOf([...standardCategories, lossless], { name: 'a.wav' })).toBe('lossless');
  });

  it('puts nothing into a category without a rule', () => {
    expect(idOf([own('empty', {})], { name: 'a.pdf' })).toBeNull();
  });

  it('is always one of those given, and one whose rule names the file', () => {
    const text = fc.constantFrom('pdf', 'png', 'tar.gz');
    const hosts = fc.constantFrom('a.example', '*.example', 'b.example');
    const any = fc.record({
      id: fc.constantFrom(...'abcd'),
      parent: fc.option(fc.constantFrom(...'abcd')),
      extensions: fc.array(text, { maxLength: 2 }),
      hosts: fc.array(hosts, { maxLength: 2 }),
    });
    fc.assert(
      fc.property(fc.array(any), text, fc.constantFrom('a.example', 'c.test'), (parts, ending, host) => {
        const categories = parts.map(({ id, ...part }) => own(id, part));
        const found = categoryOfFile(categories, { name: `x.${ending}`, host, contentType: null });
        if (found === null) return;
        expect(categories).toContain(found);
        if (found.extensions.length > 0)
          expect(found.extensions.some((one) => ending.endsWith(one))).toBe(true);
        if (found.hosts.length > 0) expect(host).toBe('a.example');
      }),
    );
  });
});
