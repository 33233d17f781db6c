import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallFailure } from '../../../shared/contract/types.ts';
import { connectionsMost } from '../../../shared/model/settings.ts';
import type { ServerProfileView, ServersView } from '../../../shared/model/server-profile.ts';
import { useFailureSentence } from '../../i18n/failure-sentence.ts';
import { useClient } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { reported } from '../commands/use-commands.ts';
import { inputOf, keptMark, type DraftFault, type ServerDraft } from './server-draft.ts';
import { SignInFields } from './sign-in-fields.tsx';
import styles from './servers.module.css';

interface ServerFormProps {
  readonly before: ServerProfileView | null;
  readonly first: ServerDraft;
  readonly onCancel: () => void;
  readonly onSaved: (view: ServersView) => void;
}

/** What is wrong, by what it is wrong with. */
export type ServerFaults = Partial<Record<'pattern' | 'user' | 'secret' | 'headers' | 'referer', string>>;

/** One profile; nothing is changed until it is saved. */
export function ServerForm({ before, first, onCancel, onSaved }: ServerFormProps) {
  const { t } = useTranslation(['servers', 'common']);
  const { call } = useClient();
  const sentence = useFailureSentence();
  const [draft, setDraft] = useState(first);
  const [faults, setFaults] = useState<ServerFaults>({});
  const fields = useRef<HTMLDivElement>(null);
  const change = (part: Partial<ServerDraft>): void => setDraft({ ...draft, ...part });

  useEffect(() => {
    fields.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [faults]);

  const faultsOf = (fault: DraftFault): ServerFaults => {
    switch (fault.field) {
      case 'pattern':
        return { pattern: t('wrong.needsServer') };
      case 'user':
        return { user: t('wrong.needsUser') };
      case 'secret':
        return { secret: t('wrong.needsSecret') };
      case 'headers':
        return {
          headers: t(`wrong.${fault.why}`, { line: fault.line, server: before?.pattern ?? draft.pattern }),
        };
    }
  };

  async function save(): Promise<void> {
    const input = inputOf(draft, before);
    if (!input.ok) {
      setFaults(faultsOf(input.failure));
      return;
    }
    const { headers, ...rest } = input.value;
    const answer = await call.saveServer({
      ...rest,
      headers: headers.map(([name, value]): [string, string | null] => [name, value]),
    });
    if (answer.ok) {
      onSaved(answer.value);
      return;
    }
    const field = fieldOf(answer.failure);
    if (field === null) await reported(Promise.resolve(answer));
    else setFaults({ [field]: sentence(answer.failure) });
  }

  return (
    <Dialog
      title={before === null ? t('newTitle') : t('editTitle', { server: before.pattern })}
      size="large"
      closeLabel={t('common:close')}
      keepOnOutsidePress
      onClose={onCancel}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={onCancel}>{t('common:cancel')}</Button>
          <Button type="submit" variant="accent">
            {t('save')}
          </Button>
        </>
      }
    >
      <div ref={fields} className={styles.form}>
        <div className={styles.wide}>
          <TextField
            label={t('pattern')}
            value={draft.pattern}
            placeholder="*.example.org"
            hint={t('patternHint')}
            error={faults.pattern ?? null}
            onChange={(pattern) => change({ pattern })}
          />
        </div>
        <div className={styles.column}>
          <NumberField
            label={t('connections')}
            hint={t('connectionsHint')}
            value={draft.connections}
            min={0}
            max={connectionsMost}
            onChange={(connections) => change({ connections })}
            increaseLabel={t('common:increase')}
            decreaseLabel={t('common:decrease')}
          />
          <SignInFields draft={draft} before={before} faults={faults} onChange={change} />
        </div>
        <div className={styles.column}>
          <TextField
            label={t('userAgent')}
            value={draft.userAgent}
            hint={t('userAgentHint')}
            onChange={(userAgent) => change({ userAgent })}
          />
          <TextField
            label={t('referer')}
            value={draft.referer}
            hint={t('refererHint')}
            error={faults.referer ?? null}
            onChange={(referer) => change({ referer })}
          />
          <TextField
            label={t('headers')}
            rows={3}
            mono
            value={draft.headers}
            hint={t('headersHint', { mark: keptMark })}
            error={faults.headers ?? null}
            onChange={(headers) => change({ headers })}
          />
        </div>
      </div>
    </Dialog>
  );
}

/** The field that the program's answer is about; null: none of them. */
function fieldOf({ code }: CallFailure): keyof ServerFaults | null {
  switch (code) {
    case 'not-a-server':
    case 'server-too-wide':
    case 'server-known':
      return 'pattern';
    case 'not-a-header':
      return 'headers';
    case 'not-a-link':
      return 'referer';
    default:
      return null;
  }
}
