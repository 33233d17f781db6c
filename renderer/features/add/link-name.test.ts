import { describe, expect, it } from 'vitest';
import { linkName, readableLink } from './link-name.ts';

describe('a link for a person', () => {
  it('has the end of its path as its name, else its host', () => {
    expect(linkName('https://a.example/files/%ED%8C%8C%EC%9D%BC.zip?x=1')).toBe('파일.zip');
    expect(linkName('https://a.example/')).toBe('a.example');
    expect(linkName('https://a.example/%E0%A4')).toBe('%E0%A4');
  });

  it('is read decoded, but for what cannot be seen, what parts it, and what is no text', () => {
    expect(readableLink('https://a.example/%ED%8C%8C%EC%9D%BC/b%2Fc.zip')).toBe(
      'https://a.example/파일/b%2Fc.zip',
    );
    expect(readableLink('https://a.example/a%20b%E2%80%AEgpj.exe')).toBe(
      'https://a.example/a%20b%E2%80%AEgpj.exe',
    );
    expect(readableLink('https://a.example/%E0%A4')).toBe('https://a.example/%E0%A4');
  });
});
