/** One of the long tests. */
export interface TorturePart {
  readonly name: string;
  /** Arguments of Node, from the root of the repository. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Vitest writes its report there; null: the output is read. */
  readonly report: string | null;
  /** What is counted. */
  readonly things: string;
  /** Minutes after which it is ended and has failed. */
  readonly limit: number;
}

/** The parts of `npm run torture`, in order; reports go to the folder `reports`. */
export function tortureParts(reports: string): readonly TorturePart[] {
  const vitest = (
    name: string,
    things: string,
    limit: number,
    env: Readonly<Record<string, string>>,
    ...more: readonly string[]
  ): TorturePart => {
    const report = `${reports}/${name.replaceAll(' ', '-')}.json`;
    const script = 'node_modules/vitest/vitest.mjs';
    const config = ['--config', 'build/vitest.config.ts'];
    const reporters = ['--reporter=json', `--outputFile.json=${report}`];
    return { name, things, limit, env, report, args: [script, 'run', ...config, ...reporters, ...more] };
  };
  const engine = 'electron/engine';
  return [
    vitest(
      'crash points',
      'kills',
      25,
      { TRIBUTARY_CRASH_POINTS: 'all' },
      `${engine}/behaviours/crash.integration.test.ts`,
      'electron/headless/get-crash.integration.test.ts',
    ),
    vitest(
      'disk faults',
      'faults',
      12,
      { TRIBUTARY_DISK_POINTS: 'all' },
      ...[
        `${engine}/behaviours/machine.integration.test.ts`,
        `${engine}/files/disk-faults.test.ts`,
        '-t',
        'a (failing )?disk',
      ],
    ),
    vitest('power cuts', 'cuts', 10, { TRIBUTARY_POWER_CUTS: 'all' }, `${engine}/files/power-cuts.test.ts`),
    vitest(
      'control file',
      'mutations',
      8,
      { TRIBUTARY_CONTROL_MUTATIONS: 'all' },
      `${engine}/policy/control-file/control-file.test.ts`,
      `${engine}/files/control-mutations.test.ts`,
      ...['-t', 'mutations|anything happened to'],
    ),
    vitest(
      'resets',
      'downloads',
      8,
      { TRIBUTARY_RESET_GRID: 'all' },
      `${engine}/behaviours/reset-grid.integration.test.ts`,
    ),
    {
      name: 'fuzz',
      args: ['build/fuzz.ts', '--seconds', '60'],
      env: {},
      report: null,
      things: 'inputs',
      limit: 3,
    },
  ];
}
