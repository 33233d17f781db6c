import type { Contract } from '../../shared/contract/contract.ts';
import type { CallFailure } from '../../shared/contract/types.ts';
import { fail, ok, type Result } from '../../shared/model/result.ts';
import type { Handlers } from '../../shared/wire/server.ts';
import { answerChanged } from '../engine/answers/changed-file.ts';
import { removeMirror } from '../engine/answers/removed-mirror.ts';
import { preferSource } from '../engine/answers/preferred-source.ts';
import { keepPage } from '../engine/answers/kept-page.ts';
import { refreshLink, type LinkRefusal } from '../engine/answers/refresh-link.ts';
import type { Engine } from '../engine/index.ts';

type AnswerHandlers = Pick<
  Handlers<Contract>,
  'removeSource' | 'preferSource' | 'refreshLink' | 'answerChanged' | 'keepPage'
>;

/** What a person answers to a download that asks: another link, what to do about a change, a page to keep. */
export function createAnswerHandlers(
  engine: Engine,
  webAddress: (text: string) => Result<URL, CallFailure>,
): AnswerHandlers {
  return {
    async refreshLink({ id, url }) {
      const address = webAddress(url.trim());
      if (!address.ok) return address;
      const taken = await refreshLink(engine, id, address.value);
      return taken.ok ? ok(null) : fail(callFailure(taken.failure));
    },
    removeSource({ id, source, url }) {
      return removeMirror(engine, id, source, url) ? ok(null) : fail({ code: 'not-found' });
    },
    preferSource({ id, source, url, on }) {
      const taken = preferSource(engine, id, { index: source, shown: url, on });
      return taken ? ok(null) : fail({ code: 'not-found' });
    },
    async answerChanged({ id, answer }) {
      return (await answerChanged(engine, id, answer)) ? ok(null) : fail({ code: 'not-found' });
    },
    keepPage({ id }) {
      return keepPage(engine, id) ? ok(null) : fail({ code: 'not-found' });
    },
  };
}

function callFailure(refusal: LinkRefusal): CallFailure {
  switch (refusal.kind) {
    case 'differs':
      return { code: `link-other-${refusal.what}` };
    case 'failed':
      return refusal.failure;
    case 'finished':
      return { code: 'link-not-needed' };
    case 'gone':
      return { code: 'not-found' };
  }
}
