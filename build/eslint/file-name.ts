import { basename } from 'node:path';
import type { Rule } from 'eslint';

const kebab = /^[a-z][a-z0-9]*(-[a-z0-9]+)*(\.[a-z]+)*\.(ts|tsx|mjs|cjs)$/;
const emptyWords = new Set(['util', 'utils', 'helper', 'helpers', 'manager', 'common', 'misc']);

/** Why a file may not have this name; null where it may. */
export function nameObjection(name: string): string | null {
  if (!kebab.test(name)) return `${name} is not kebab-case`;
  const word = name
    .replace(/\..*$/, '')
    .split('-')
    .find((part) => emptyWords.has(part));
  return word === undefined ? null : `"${word}" in ${name} says nothing about what is inside`;
}

/** Files are named after what they hold: kebab-case, one noun phrase. */
export const fileNameRule: Rule.RuleModule = {
  meta: {
    type: 'suggestion',
    docs: { description: 'file names are kebab-case and say what is inside' },
    messages: { wrong: '{{why}}.' },
    schema: [],
  },
  create(context) {
    return {
      Program(node) {
        const why = nameObjection(basename(context.filename));
        if (why !== null) context.report({ node, messageId: 'wrong', data: { why } });
      },
    };
  },
};
