import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { createApp, type App } from '../../electron/app/create-app.ts';
import { headlessServices } from '../../electron/headless/host-services.ts';
import { Roots } from '../../electron/headless/roots.ts';
import { contract } from '../../shared/contract/contract.ts';
import { readCallFrame, readHostFrame } from '../../shared/wire/frames.ts';
import { memoryPorts } from '../../shared/wire/memory-port.ts';
import { claim, fuzzTarget, type FuzzTarget } from './fuzz-target.ts';

/** Nobody listens there, and nothing else is ever named: fuzzing asks no server for anything. */
const addresses = ['http://127.0.0.1:9/a', 'ftp://127.0.0.1/x', 'javascript:alert(1)', 'http://', '', '//x'];
const folders = [
  '',
  '/',
  '/etc',
  '..',
  'relative',
  '/tmp/../etc',
  '/\0',
  '{root}',
  '{root}/../..',
  '{root}/new',
];
const odd = fc.oneof(
  fc.constantFrom(null, true, -1, 0, 1.5, 1e308, '', '__proto__', 'ids', '1', [], {}, ['x'], '\ud800'),
  fc.jsonValue({ maxDepth: 2, noUnicodeString: true }).map((value) => hideLinks(value)),
);

/** Random text must not become an address of somebody. */
function hideLinks(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll('://', ':_'));
}

const url = fc.constantFrom(...addresses);
const folder = fc.constantFrom(...folders);
const sum = fc.constantFrom('', 'sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709', 'no sum', 'x'.repeat(2_000));
const id = fc.constantFrom('nobody', '', 'x'.repeat(65));
const members: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  ...{
    url,
    path: folder,
    folder,
    checksum: sum,
    id,
    files: fc.boolean(),
    on: fc.boolean(),
    start: fc.boolean(),
  },
  ids: fc.array(id, { maxLength: 3 }),
  text: fc.constantFrom('http://127.0.0.1:9/b', '<a href=', ''),
  by: fc.constantFrom(-1, 1, 0),
  limit: fc.constantFrom(0, -1, 2 ** 53),
  connections: fc.constantFrom(1, 0, 64, 65),
  items: fc.array(
    fc.record(
      {
        url,
        name: fc.constantFrom('../x', 'a', 'CON'),
        checksum: sum,
        mirrors: fc.array(url, { maxLength: 2 }),
      },
      { requiredKeys: ['url'] },
    ),
    { maxLength: 2 },
  ),
};
const input = fc.oneof(
  fc.constant(null),
  odd,
  fc.record(members, { requiredKeys: [] }),
  fc.record(Object.fromEntries(Object.entries(members).map(([name, good]) => [name, fc.oneof(good, odd)])), {
    requiredKeys: [],
  }),
);
const frame = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('call'),
      id: fc.nat({ max: 9 }),
      name: fc.constantFrom(...Object.keys(contract.calls)),
      input,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: odd, id: odd, name: odd, input: odd }, { requiredKeys: [] }) },
  { weight: 1, arbitrary: odd },
);

interface World {
  readonly root: string;
  readonly app: App;
  fed: number;
}

/** A program of so many inputs, so that its list does not grow without end. */
const inputsOfOne = 500;
let world: World | null = null;

async function openWorld(): Promise<World> {
  const root = mkdtempSync(join(tmpdir(), 'tributary-fuzz-'));
  await mkdir(join(root, 'downloads'));
  const roots = await Roots.open([join(root, 'downloads')]);
  if (!roots.ok) throw new Error(roots.failure);
  const [config, state, data] = ['config', 'state', 'data'].map((name) => join(root, name));
  const app = await createApp({
    host: headlessServices(roots.value, 'fuzz'),
    folders: { config: config ?? '', state: state ?? '', data: data ?? '' },
    env: { TRIBUTARY_LOG_LEVEL: 'error' },
  });
  return { root, app, fed: 0 };
}

async function closeWorld(): Promise<void> {
  const closing = world;
  world = null;
  await closing?.app.close();
  if (closing !== null) rmSync(closing.root, { recursive: true, force: true });
}

/** A window that may be anything sends frames to the program as it is, without its network. */
const program = fuzzTarget(
  'frames to the whole program',
  fc.array(frame, { minLength: 1, maxLength: 4 }),
  async (frames) => {
    if (world !== null && world.fed >= inputsOfOne) await closeWorld();
    const { root, app } = (world ??= await openWorld());
    world.fed += 1;
    const [near, far] = memoryPorts();
    const replies: { readonly id: number; readonly code: string | null }[] = [];
    near.onFrame((raw) => {
      const said = readHostFrame(raw);
      claim(said !== null, 'the host says what is no frame');
      if (said.kind !== 'reply') return;
      replies.push({ id: said.id, code: said.result.ok ? null : said.result.failure.code });
    });
    app.attach(far);
    const asked: number[] = [];
    for (const each of frames) {
      const sent: unknown = JSON.parse(
        JSON.stringify(each).replaceAll('{root}', () => JSON.stringify(join(root, 'downloads')).slice(1, -1)),
      );
      const read = readCallFrame(sent);
      const answered = read.ok ? read.value.id : read.failure.id;
      if (answered !== null) asked.push(answered);
      near.send(sent);
    }
    const until = performance.now() + 3_000;
    while (replies.length < asked.length && performance.now() < until) await turn();
    near.close();
    claim(replies.length === asked.length, `${replies.length} replies to ${asked.length} calls`);
    claim(
      asked.toSorted().join() ===
        replies
          .map((reply) => reply.id)
          .toSorted()
          .join(),
      'a reply to another call',
    );
    const bad = replies.find(({ code }) => code === 'call-internal' || code === 'crash');
    claim(bad === undefined, 'a call ended in an exception');
    const around = readdirSync(root).filter(
      (name) => !['config', 'data', 'downloads', 'state'].includes(name),
    );
    claim(around.length === 0, `something was made outside of the roots: ${around.join(', ')}`);
  },
  closeWorld,
);

export const wireTargets: readonly FuzzTarget[] = [program];
