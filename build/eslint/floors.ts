import { isBuiltin } from 'node:module';
import { posix, relative, sep } from 'node:path';
import type { Rule } from 'eslint';

/** What the files of one folder may import. Folders inside it that have a line of their own are not it. */
export interface Floor {
  /** Other floors, by their folder. A floor may always import itself. */
  readonly floors: readonly string[];
  /** npm packages, by name; `*` is any but `electron`. */
  readonly packages: readonly string[];
  /** Node's own modules: all, none, or these. */
  readonly node: boolean | readonly string[];
  /** Only `import type`: nothing of another file may run here. */
  readonly typesOnly?: true;
  /** What tests beside the sources may import besides. */
  readonly inTests?: readonly string[];
}

const engine = 'electron/engine';
const policy = `${engine}/policy`;
const ports = `${engine}/ports`;
const adapters = `${engine}/adapters`;
const testing = `${engine}/testing`;
const shared = ['shared/model', 'shared/contract', 'shared/wire'];

/** The house, from the ground up. A file outside these folders is not looked at. */
export const floors: Readonly<Record<string, Floor>> = {
  // Words as data, a folder for each language; only those who speak to a person read them.
  'renderer/locales': { floors: [], packages: [], node: false },

  'shared/model': { floors: ['renderer/locales'], packages: [], node: false },
  'shared/contract': { floors: ['shared/model'], packages: ['valibot'], node: false },
  'shared/wire': { floors: ['shared/model', 'shared/contract'], packages: ['valibot'], node: false },

  renderer: {
    floors: [...shared, 'renderer/locales'],
    packages: [
      '@base-ui/react',
      '@tanstack/react-virtual',
      'i18next',
      'lucide-react',
      'react',
      'react-dom',
      'react-i18next',
      'uplot',
      'valibot',
      'zustand',
    ],
    node: false,
  },

  [policy]: { floors: ['shared/model'], packages: ['content-disposition', 'mime', 'saxes'], node: false },
  [ports]: { floors: ['shared/model'], packages: [], node: false, typesOnly: true },
  [engine]: {
    floors: [policy, ports, 'shared/model'],
    packages: [],
    node: ['node:path'],
    inTests: [adapters],
  },
  [adapters]: {
    floors: [policy, ports, 'shared/model'],
    packages: ['socks', 'tough-cookie'],
    node: true,
  },
  [testing]: { floors: [engine, policy, ports, adapters, ...shared], packages: ['bson', 'ws'], node: true },

  // Whole-engine tests, one for each row of the catalogue of server behaviours.
  [`${engine}/behaviours`]: {
    floors: [engine, policy, ports, adapters, testing, ...shared, 'renderer/locales'],
    packages: ['vitest', 'fast-check'],
    node: true,
  },

  'electron/app': {
    floors: [engine, policy, ports, adapters, ...shared],
    packages: ['bson', 'mongodb', 'valibot'],
    node: true,
  },
  'electron/headless': {
    floors: ['electron/app', engine, policy, ports, adapters, ...shared],
    packages: ['mime', 'valibot', 'ws'],
    node: true,
  },
  'electron/desktop': {
    floors: ['electron/app', engine, ports, adapters, ...shared, 'renderer/locales'],
    packages: ['electron', 'valibot'],
    node: true,
  },

  e2e: { floors: [testing, ...shared], packages: ['*'], node: true },
  build: {
    floors: [engine, policy, ports, adapters, testing, 'e2e', 'electron/app', 'electron/headless', ...shared],
    packages: ['*'],
    node: true,
  },
};

const testPackages = ['vitest', 'fast-check', 'ws', 'bson', 'croner'];

/** The floor that a path (relative to the repository, with slashes) belongs to: the longest that fits. */
export function floorOf(path: string): string | null {
  let found: string | null = null;
  for (const folder of Object.keys(floors)) {
    if (path.startsWith(`${folder}/`) && (found === null || folder.length > found.length)) found = folder;
  }
  return found;
}

/** Why a file may not import `specifier`; null where it may. */
export function objection(file: string, specifier: string, typeOnly: boolean): string | null {
  const own = floorOf(file);
  const floor = own === null ? undefined : floors[own];
  if (own === null || floor === undefined) return null;
  const test = /\.test\.tsx?$/.test(file);

  if (specifier.startsWith('.')) {
    const path = posix.join(posix.dirname(file), specifier.replace(/\?.*$/, ''));
    const target = floorOf(path);
    if (target === own)
      return floor.typesOnly === true && !typeOnly && !test ? `${own} holds types only` : null;
    if (target === null) return `${path} is on no floor`;
    if (test && (target === testing || floor.inTests?.includes(target) === true)) return null;
    if (!floor.floors.includes(target)) return `${own} may not import ${target}`;
    return floor.typesOnly === true && !typeOnly && !test ? `${own} may import types only` : null;
  }
  if (isBuiltin(specifier)) {
    if (!specifier.startsWith('node:')) return `write node:${specifier}`;
    const allowed = test || floor.node === true || (floor.node !== false && floor.node.includes(specifier));
    return allowed ? null : `${own} may not import ${specifier}`;
  }
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  if (floor.packages.includes(name) || (test && testPackages.includes(name))) return null;
  if (floor.packages.includes('*') && name !== 'electron') return null;
  return `${own} may not import the package ${name}`;
}

interface Importing {
  readonly source?: { readonly value?: unknown } | null | undefined;
  readonly importKind?: string;
  readonly exportKind?: string;
}

/** The direction of imports between folders, as `docs/architecture.md` draws it. */
export const floorsRule: Rule.RuleModule = {
  meta: {
    type: 'problem',
    docs: { description: 'imports go down the house, never up or sideways' },
    messages: { wrong: '{{why}}. The table of floors is in build/eslint/floors.ts.' },
    schema: [],
  },
  create(context) {
    const file = relative(context.cwd, context.filename).split(sep).join('/');
    const check = (node: Rule.Node): void => {
      const { source, importKind, exportKind } = node as Importing;
      if (typeof source?.value !== 'string') return;
      const why = objection(file, source.value, importKind === 'type' || exportKind === 'type');
      if (why !== null) context.report({ node, messageId: 'wrong', data: { why } });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
      TSImportType: (node: Rule.Node) => {
        const { source } = node as Importing;
        const why = typeof source?.value === 'string' ? objection(file, source.value, true) : null;
        if (why !== null) context.report({ node, messageId: 'wrong', data: { why } });
      },
    };
  },
};
