import type { Contract } from '../../shared/contract/contract.ts';
import type { CallFailure } from '../../shared/contract/types.ts';
import { fail, ok } from '../../shared/model/result.ts';
import type { Handlers } from '../../shared/wire/server.ts';
import type { Engine } from '../engine/index.ts';

type QueueHandlers = Pick<
  Handlers<Contract>,
  'addQueue' | 'changeQueue' | 'runQueue' | 'moveQueue' | 'removeQueue' | 'setQueue'
>;

const done = ok(null);
const notFound = fail<CallFailure>({ code: 'not-found' });

/** Queues, and which of them a download is in. */
export function createQueueHandlers(engine: Engine, newId: () => string): QueueHandlers {
  const { queues } = engine;
  return {
    addQueue({ name }) {
      const id = newId();
      queues.add(id, name.trim());
      return ok({ id });
    },
    changeQueue: ({ id, name, jobs, limit, times }) => {
      const change = {
        ...(name === undefined ? {} : { name: name.trim() }),
        ...(jobs === undefined ? {} : { jobs }),
        ...(limit === undefined ? {} : { limit }),
        ...(times === undefined ? {} : { times }),
      };
      return queues.change(id, change) ? done : notFound;
    },
    runQueue: ({ id, on }) => (queues.set(id, on) ? done : notFound),
    moveQueue({ id, step }) {
      queues.move(id, step);
      return done;
    },
    removeQueue: ({ id }) => (engine.removeQueue(id) ? done : notFound),
    setQueue({ ids, queue }) {
      if (!queues.has(queue)) return notFound;
      engine.setQueue(ids, queue);
      return done;
    },
  };
}
