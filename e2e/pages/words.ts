import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../fixtures/host-process.ts';

export type Language = 'en' | 'ko';

/** The window's own words of one language by their keys, as "toolbar:add", with facts put in. */
export type Words = (key: string, facts?: Readonly<Record<string, string>>) => string;

export function wordsOf(language: Language): Words {
  const files = new Map<string, unknown>();
  const read = (name: string): unknown => {
    const path = join(projectFolder, 'renderer/locales', language, `${name}.json`);
    const tree: unknown = files.get(name) ?? JSON.parse(readFileSync(path, 'utf8'));
    files.set(name, tree);
    return tree;
  };
  return (key, facts = {}) => {
    const [file = '', path = ''] = key.split(':');
    const sentence = path
      .split('.')
      .reduce<unknown>(
        (tree, part) => (typeof tree === 'object' && tree !== null ? Reflect.get(tree, part) : undefined),
        read(file),
      );
    if (typeof sentence !== 'string') throw new Error(`There are no words ${key} in ${language}`);
    return sentence.replaceAll(/\{\{(\w+)\}\}/g, (_, fact: string) => facts[fact] ?? '');
  };
}
