import { stopOf, type Causes } from './cause.ts';

/** What people do, and what the program itself does wrong. */
export const otherCauses: Causes = {
  'user-stopped': {
    // The program is ended while a window waits for the first word of a server.
    options: { timeout: 60_000 },
    reach: async (harness) => {
      const server = await harness.serve({ fault: { kind: 'stall', at: 'before-head' } });
      const asked = harness.engine.probe(new URL(server.url));
      await server.until((stats) => stats.open > 0, 5_000);
      await harness.engine.close();
      const found = await asked;
      if (found.ok) throw new Error('It was answered.');
      return found.failure;
    },
  },
  'user-bad-input': {
    reach: async (harness) => {
      const server = await harness.serve();
      return stopOf(harness, { url: server.url, headers: [['X-Note', 'two\r\nlines']] });
    },
  },
  crash: {
    // A port that throws, where it should give a failure as its value.
    options: {
      ports: (ports) => ({
        ...ports,
        files: {
          ...ports.files,
          freeSpace: () => {
            throw new TypeError('a mistake of the program');
          },
        },
      }),
    },
    reach: async (harness) => {
      const server = await harness.serve({ size: 300_000 });
      return stopOf(harness, { url: server.url });
    },
  },
};
