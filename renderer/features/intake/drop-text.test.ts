import { describe, expect, it } from 'vitest';
import { textBoundary } from '../../../shared/model/intake.ts';
import { textOfFiles, textOfTransfer } from './drop-text.ts';

function transfer(data: Readonly<Record<string, string>>) {
  return { getData: (type: string) => data[type] ?? '' };
}

describe('what was pasted or dropped', () => {
  it('is the addresses of a dragged link, without comments', () => {
    expect(
      textOfTransfer(transfer({ 'text/uri-list': '#x\r\nhttps://a.example/1\r\n', 'text/plain': 'A link' })),
    ).toBe('https://a.example/1');
  });

  it('is the plain text, unless only the HTML has the addresses', () => {
    const html = '<a href="https://a.example/1">here</a>';
    expect(textOfTransfer(transfer({ 'text/plain': 'here', 'text/html': html }))).toBe(html);
    expect(textOfTransfer(transfer({ 'text/plain': 'https://b.example/', 'text/html': html }))).toBe(
      'https://b.example/',
    );
  });

  it('is the text of text files, and nothing of others', async () => {
    const files = [
      new File(['https://a.example/1'], 'list.txt', { type: 'text/plain' }),
      new File(['https://b.example/2'], 'links.list'),
      new File(['https://c.example/3'], 'photo.jpg', { type: 'image/jpeg' }),
      new File(['https://d.example/4\0'], 'program'),
    ];
    expect(await textOfFiles(files)).toBe(`https://a.example/1${textBoundary}https://b.example/2`);
  });
});
