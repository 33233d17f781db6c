import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PlannerMediator } from './planner-mediator.ts';
import { SegmentPlanner, type Lease } from './segment-planner.ts';

const mib = 1_048_576;
const size = 48 * mib;

function crew(workers: number): PlannerMediator {
  return {
    workers: () => Array.from({ length: workers }, (_, index) => index + 1),
    rate: () => mib,
    delay: () => 0.05,
    silence: () => 0,
    hashes: () => true,
  };
}

function lend(planner: SegmentPlanner, worker: number): Lease {
  const lease = planner.next(worker);
  if (lease === null) throw new Error('there is work, but none was lent');
  return lease;
}

test('what is lent but not answered can be shared, what is answered cannot', () => {
  const planner = new SegmentPlanner([{ start: 0, end: size }], crew(3));
  const [first, second] = [lend(planner, 1), lend(planner, 2)];
  expect([planner.isUnserved(first.end), planner.nextUnserved(1, first.end)]).toEqual([true, second]);
  expect([...second.holders]).toEqual([2, 1]);
  second.served = true;
  expect([planner.isUnserved(first.end), planner.nextUnserved(3, first.end)]).toEqual([false, null]);
  // Nobody begins in the middle of what somebody else brings.
  expect(planner.nextThrough(3, second.start + 1)).toMatchObject({ start: second.end });
});

test('one that gives up leaves its lease to the stream that has come to it', () => {
  const planner = new SegmentPlanner([{ start: 0, end: size }], crew(2));
  const [first, second] = [lend(planner, 1), lend(planner, 2)];
  first.position = first.end;
  expect(planner.nextThrough(1, first.end)).toBe(second);
  planner.release(first, 1);
  planner.release(second, 2);
  expect([planner.done, [...second.holders]]).toEqual([false, [1]]);
});

test('F13: a stream that runs through brings whatever the others leave, each byte once', () => {
  const shares = fc.array(
    fc.record({ share: fc.double({ min: 0, max: 1, noNaN: true }), goes: fc.boolean() }),
    {
      minLength: 1,
      maxLength: 7,
    },
  );
  fc.assert(
    fc.property(shares, (others) => {
      const planner = new SegmentPlanner([{ start: 0, end: size }], crew(others.length + 1));
      let lease: Lease | null = lend(planner, 1);
      const lent = others.map((_, index) => lend(planner, index + 2));
      // Each of the others has brought some of its segment; some of them go, the rest bring no more.
      let claimed = 0;
      others.forEach(({ share, goes }, index) => {
        const theirs = lent[index];
        if (theirs === undefined) return;
        const brought = Math.floor((theirs.end - theirs.start) * share);
        theirs.position += brought;
        claimed += brought;
        if (goes) planner.release(theirs, index + 2);
      });
      let at = 0;
      while (lease !== null) {
        expect(lease.position).toBeGreaterThanOrEqual(at);
        claimed += lease.end - lease.position;
        lease.position = lease.end;
        at = lease.end;
        const next: Lease | null = planner.nextAt(1, at) ?? planner.nextThrough(1, at);
        planner.release(lease, 1);
        lease = next;
      }
      expect([claimed, planner.unclaimed]).toEqual([size, 0]);
    }),
  );
});
