import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../../../shared/model/view.ts';
import {
  clockText,
  filterLog,
  isAtEnd,
  isSameLog,
  keyedLog,
  logText,
  partsOf,
  slotsInLog,
} from './log-lines.ts';

const at = new Date(2026, 10, 22, 20, 39, 46, 31).getTime();
const log: readonly LogEntry[] = [
  { at, slot: 0, level: 'info', text: 'added' },
  { at, slot: 3, level: 'warn', text: 'slow' },
  { at, slot: 1, level: 'error', text: 'reset' },
  { at, slot: 3, level: 'info', text: 'replaced' },
];

describe('the log', () => {
  it('offers each connection that has something to say, once, in order', () => {
    expect(slotsInLog(log)).toEqual([0, 1, 3]);
  });

  it('shows one connection, or all', () => {
    expect(filterLog(log, 3).map((entry) => entry.text)).toEqual(['slow', 'replaced']);
    expect(filterLog(log, 'all')).toHaveLength(4);
    expect(filterLog(log, 0).map((entry) => entry.text)).toEqual(['added']);
  });

  it('writes the time of day with milliseconds', () => {
    expect(clockText(at)).toBe('20:39:46.031');
  });

  it('copies as lines of columns', () => {
    const words = { slot: (slot: number) => `Connection ${slot}`, level: (level: string) => level };
    expect(logText(log.slice(1, 3), words)).toBe(
      '20:39:46.031\twarn\tConnection 3\tslow\n20:39:46.031\terror\tConnection 1\treset',
    );
  });

  it('has the head of a request below what happened, and under it in a copy', () => {
    const text = 'Asking a.example\nGET / HTTP/1.1\nHost: a.example';
    expect(partsOf(text)).toEqual(['Asking a.example', 'GET / HTTP/1.1\nHost: a.example']);
    expect(partsOf('slow')).toEqual(['slow', '']);
    const words = { slot: () => 'Connection 1', level: () => 'info' };
    expect(logText([{ at, slot: 1, level: 'info', text }], words)).toBe(
      '20:39:46.031\tinfo\tConnection 1\tAsking a.example\n\t\t\tGET / HTTP/1.1\n\t\t\tHost: a.example',
    );
  });

  it('keeps the key of an entry when older ones are dropped, and tells equal entries apart', () => {
    const twice = [...log, ...log.slice(3)];
    const keys = keyedLog(twice).map(([key]) => key);
    expect(new Set(keys).size).toBe(5);
    expect(keyedLog(twice.slice(2)).map(([key]) => key)).toEqual(keys.slice(2));
  });

  it('is another one after an entry came, also when one was dropped for it', () => {
    expect(isSameLog(log, structuredClone(log))).toBe(true);
    expect(isSameLog(log, log.slice(1))).toBe(false);
    expect(isSameLog(log.slice(1), log.slice(0, 3))).toBe(false);
  });

  it('follows while the end is in sight, and no longer', () => {
    expect(isAtEnd({ scrollTop: 790, scrollHeight: 1000, clientHeight: 200 })).toBe(true);
    expect(isAtEnd({ scrollTop: 500, scrollHeight: 1000, clientHeight: 200 })).toBe(false);
  });
});
