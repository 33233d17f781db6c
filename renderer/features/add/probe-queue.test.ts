import { describe, expect, it } from 'vitest';
import { createProbeQueue } from './probe-queue.ts';

function playedQueue(most: number) {
  const answers = new Map<string, (answer: string) => void>();
  const asked: string[] = [];
  const told: string[] = [];
  const queue = createProbeQueue<string>({
    most,
    ask: (url) => new Promise((answer) => answers.set(url, answer)),
    onAsked: (url) => asked.push(url),
    onAnswer: (url, answer) => told.push(`${url} ${answer}`),
  });
  return {
    queue,
    asked,
    told,
    answer: async (url: string) => {
      answers.get(url)?.('known');
      await Promise.resolve();
    },
  };
}

describe('the probe queue', () => {
  it('asks at most so many at once and goes on as answers come', async () => {
    const { queue, asked, told, answer } = playedQueue(2);
    queue.want(['a', 'b', 'c']);
    expect(asked).toEqual(['a', 'b']);
    await answer('b');
    expect(told).toEqual(['b known']);
    expect(asked).toEqual(['a', 'b', 'c']);
  });

  it('asks for each link once, however often it is wanted', async () => {
    const { queue, asked, answer } = playedQueue(4);
    queue.want(['a']);
    queue.want(['a', 'b']);
    await answer('a');
    queue.want(['a', 'b']);
    expect(asked).toEqual(['a', 'b']);
  });

  it('drops what is not wanted any more before it was asked', async () => {
    const { queue, asked, answer } = playedQueue(1);
    queue.want(['a', 'b', 'c']);
    queue.want(['a', 'c']);
    await answer('a');
    expect(asked).toEqual(['a', 'c']);
  });

  it('is silent once it is closed', async () => {
    const { queue, asked, told, answer } = playedQueue(1);
    queue.want(['a', 'b']);
    queue.close();
    await answer('a');
    expect([asked, told]).toEqual([['a'], []]);
  });
});
