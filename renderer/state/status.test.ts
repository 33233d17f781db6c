import { describe, expect, it } from 'vitest';
import { interruptReasonCodes, resumeModeOf } from '../../shared/model/reasons.ts';
import type { InterruptReason } from '../../shared/model/reasons.ts';
import type { ChecksumView, DownloadView } from '../../shared/model/view.ts';
import { canPause, canResume, canTakeLink, helpsFor } from './actions.ts';
import { libraryOf } from './library.ts';
import { standsIn } from './place.ts';
import { hasSecondLine, statusOf, toneOf, troubleOf } from './status.ts';
import { tallyOf } from './tally.ts';
import { testingDownload } from './testing-download.ts';

function interrupted(code: InterruptReason, part: Partial<DownloadView> = {}): DownloadView {
  return testingDownload({
    state: { kind: 'interrupted', failure: { code }, resume: resumeModeOf(code) },
    ...part,
  });
}

function completed(verdict: ChecksumView['verdict']): DownloadView {
  return testingDownload({
    state: { kind: 'completed' },
    checksum: { expected: null, computed: null, verdict },
  });
}

function waiting(code: InterruptReason, part: Partial<DownloadView> = {}): DownloadView {
  return testingDownload({
    state: { kind: 'downloading' },
    wait: { failure: { code }, until: 5_000 },
    ...part,
  });
}

describe('the state as a person reads it', () => {
  it.each([
    [testingDownload(), 'waiting'],
    [testingDownload({ state: { kind: 'probing' } }), 'connecting'],
    [testingDownload({ state: { kind: 'downloading' } }), 'downloading'],
    [testingDownload({ state: { kind: 'verifying' } }), 'checking'],
    [testingDownload({ state: { kind: 'completing' } }), 'checking'],
    [testingDownload({ state: { kind: 'paused' } }), 'paused'],
    [completed('match'), 'verified'],
    [completed('none'), 'size-only'],
    [completed('mismatch'), 'mismatch'],
    [interrupted('file-hash-mismatch'), 'mismatch'],
    [interrupted('file-no-space'), 'failed'],
    [interrupted('network-offline'), 'offline'],
    [interrupted('server-link-expired'), 'needs-link'],
    [interrupted('server-changed'), 'changed'],
    [waiting('server-asked-to-wait'), 'asked-to-wait'],
    [waiting('network-offline'), 'offline'],
    [waiting('network-reset'), 'connecting'],
  ] as const)('%# is told in the right word', (download, status) => {
    expect(statusOf(download)).toBe(status);
  });

  it('bytes that come in outweigh a wait of one connection', () => {
    const running = waiting('network-offline', { rate: 10 });
    expect(statusOf(running)).toBe('downloading');
    expect(troubleOf(running)).toBeNull();
  });

  it('every reason has a tone that asks for help or says that it ended', () => {
    for (const code of interruptReasonCodes) {
      expect(['trouble', 'failed'], code).toContain(toneOf[statusOf(interrupted(code))]);
    }
  });
});

describe('help', () => {
  it('every interrupted download has a button, and a second line', () => {
    for (const code of interruptReasonCodes) {
      const download = interrupted(code);
      expect(hasSecondLine(download)).toBe(true);
      expect(helpsFor(download), code).not.toEqual([]);
    }
  });

  it('is another link, or another place to add it from, where to go on would end the same way', () => {
    expect(helpsFor(interrupted('server-redirect-refused'))).toEqual(['new-link']);
    expect(helpsFor(interrupted('server-too-large'))).toEqual(['new-link']);
    expect(helpsFor(interrupted('user-bad-input'))).toEqual(['remove']);
    expect(helpsFor(interrupted('network-proxy'))).toEqual(['settings', 'retry']);
  });

  it('keeps the bytes where there are some', () => {
    expect(helpsFor(interrupted('file-no-space', { received: 5 }))).toEqual(['resume']);
    expect(helpsFor(interrupted('file-no-space'))).toEqual(['retry']);
    expect(helpsFor(interrupted('file-hash-mismatch', { received: 5 }))).toEqual(['start-over']);
  });

  it('offers another link where another link helps', () => {
    expect(helpsFor(interrupted('server-link-expired', { received: 5 }))).toEqual(['new-link', 'resume']);
    expect(helpsFor(interrupted('server-forbidden'))).toEqual(['new-link', 'retry']);
    expect(helpsFor(interrupted('server-not-found'))).toEqual(['new-link', 'retry']);
    expect(helpsFor(interrupted('server-unauthorized'))).toContain('new-link');
    expect(canTakeLink(testingDownload())).toBe(true);
    expect(canTakeLink(testingDownload({ state: { kind: 'completed' } }))).toBe(false);
  });

  it('asks what to do about a file that changed, and about a page that came in its place', () => {
    expect(helpsFor(interrupted('server-changed', { received: 5 }))).toEqual([
      'start-over',
      'keep-both',
      'leave',
    ]);
    expect(helpsFor(interrupted('server-unexpected-page'))).toEqual(['retry', 'keep-page']);
    // A page would take the place of what is here.
    expect(helpsFor(interrupted('server-unexpected-page', { received: 5 }))).toEqual(['resume']);
  });

  it('shows a certificate only where the failure tells which one', () => {
    const fingerprint = Array.from({ length: 32 }, () => 'AB').join(':');
    const facts = { fault: 'expired', host: 'a.example', port: 443, fingerprint };
    const failure = { code: 'network-certificate', facts } as const;
    const state = { kind: 'interrupted', failure, resume: 'user-continue' } as const;
    expect(helpsFor(testingDownload({ state }))).toEqual(['certificate', 'retry']);
    expect(helpsFor(interrupted('network-certificate'))).toEqual(['retry']);
  });

  it('never cuts short a wait that the server asked for', () => {
    expect(helpsFor(waiting('server-asked-to-wait'))).toEqual(['stop']);
    expect(helpsFor(waiting('network-timeout'))).toEqual(['retry']);
    expect(helpsFor(testingDownload())).toEqual([]);
  });
});

describe('what can be done', () => {
  it('each download can be paused, resumed, or has ended', () => {
    expect([canPause(testingDownload()), canResume(testingDownload())]).toEqual([true, false]);
    const stopped = interrupted('network-reset');
    expect([canPause(stopped), canResume(stopped)]).toEqual([false, true]);
    expect([canPause(completed('none')), canResume(completed('none'))]).toEqual([false, false]);
  });
});

describe('places', () => {
  it('put every download into exactly one, besides all', () => {
    const downloads = [
      testingDownload(),
      testingDownload({ state: { kind: 'paused' } }),
      testingDownload({ state: { kind: 'verifying' } }),
      completed('match'),
      completed('mismatch'),
      interrupted('crash'),
    ];
    expect(downloads.map(standsIn)).toEqual([
      'waiting',
      'waiting',
      'downloading',
      'finished',
      'failed',
      'failed',
    ]);
    expect(
      tallyOf(libraryOf(downloads.map((one, index) => ({ ...one, id: `${index}` })))).standing.fixed,
    ).toEqual({
      all: 6,
      downloading: 1,
      waiting: 2,
      finished: 1,
      failed: 2,
      trash: 0,
    });
  });
});
