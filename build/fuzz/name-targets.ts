import fc from 'fast-check';
import {
  chooseName,
  numberedName,
  safeFileName,
  safeNameBytes,
} from '../../electron/engine/policy/file-names/file-name.ts';
import { isReservedName } from '../../electron/engine/policy/file-names/reserved-names.ts';
import { claim, fuzzTarget, latin1Of, textOf, type FuzzTarget } from './fuzz-target.ts';

const pieces =
  'CON|nul|COM¹|clock$|.|..|/|\\|:|~| |%2f|%252e|%25|%32|%|lnk|.part|.tributary|.tar.gz|desktop.ini|\u202e|\u061c|\u200b|\ufeff|\0|\n|한|\u{1f600}|é|\ud800|x'.split(
    '|',
  );
const unsafe = /[<>:"/\\|?*\ufffd\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

export function judgeName(name: string): void {
  claim(!unsafe.test(name), 'a character that some system forbids');
  claim(!/^[\s.~]|[\s.]$|^$/u.test(name), 'an end that some system changes');
  claim(!/\.(?:part|tributary|lnk|local)$/i.test(name), 'an ending that acts or is our own');
  claim(!isReservedName(name), 'the name of a device');
  claim(name.isWellFormed(), 'half a character');
  claim(bytesOf(name) <= safeNameBytes, 'too long');
  claim(bytesOf(`${numberedName(name, 99)}.part.tributary`) <= 255, 'too long with a number');
}

const anyName = textOf([...pieces, 'x'.repeat(80), '한'.repeat(40)], 14);

const fileNames = fuzzTarget(
  'file names',
  fc.record({ text: anyName, extension: fc.option(fc.constantFrom('zip', 'tar', 'lnk', 'a/b')) }),
  ({ text, extension }) => {
    const name = safeFileName(text, { extensionForType: extension });
    judgeName(name);
    claim(safeFileName(name) === name, 'a safe name is changed again');
  },
);

const chosenNames = fuzzTarget(
  'names of downloads',
  fc.record({
    disposition: fc.option(latin1Of(['attachment; ', 'filename=', "filename*=UTF-8''", '"', ...pieces], 10)),
    path: anyName,
    type: fc.option(fc.constantFrom('text/plain', 'application/zip', 'constructor', 'audio/mpeg; x=y', '/')),
  }),
  ({ disposition, path, type }) => {
    const text = `http://h.example/${path}`;
    if (!URL.canParse(text)) return;
    judgeName(chooseName({ contentDisposition: disposition, url: new URL(text), contentType: type }));
  },
);

export const nameTargets: readonly FuzzTarget[] = [fileNames, chosenNames];
