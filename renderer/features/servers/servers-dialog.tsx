import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallFailure } from '../../../shared/contract/types.ts';
import type { Result } from '../../../shared/model/result.ts';
import type { LearnedLimit, ServerProfileView, ServersView } from '../../../shared/model/server-profile.ts';
import { closeDialog, useClient } from '../../state/store.ts';
import { reported } from '../commands/use-commands.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { draftOf, type ServerDraft } from './server-draft.ts';
import { ServerForm } from './server-form.tsx';
import { LearnedTable } from './learned-table.tsx';
import { ServerTable } from './server-table.tsx';
import styles from './servers.module.css';

/** What is being written: a new profile, or another in the place of `before`. */
interface Editing {
  readonly before: ServerProfileView | null;
  readonly first: ServerDraft;
}

/** The profiles of servers and what was learned of them; one at a time is written in the place of both lists. */
export function ServersDialog() {
  const { t } = useTranslation(['servers', 'common']);
  const { call } = useClient();
  const [view, setView] = useState<ServersView | null>(null);
  const [editing, setEditing] = useState<Editing | null>(null);

  useEffect(() => {
    let shown = true;
    void call.servers().then((answer) => {
      if (shown && answer.ok) setView(answer.value);
    });
    return () => {
      shown = false;
    };
  }, [call]);

  async function change(answer: Promise<Result<ServersView, CallFailure>>): Promise<void> {
    const result = await answer;
    if (result.ok) setView(result.value);
    else await reported(Promise.resolve(result));
  }

  if (editing !== null) {
    return (
      <ServerForm
        before={editing.before}
        first={editing.first}
        onCancel={() => setEditing(null)}
        onSaved={(saved) => {
          setView(saved);
          setEditing(null);
        }}
      />
    );
  }
  /** A limit that was learned, to be set for good. */
  const adopt = ({ connections, host }: LearnedLimit): void => {
    const before = view?.profiles.find(({ pattern }) => pattern === host) ?? null;
    setEditing({ before, first: { ...draftOf(before), pattern: host, connections } });
  };
  return (
    <Dialog title={t('title')} size="large" closeLabel={t('common:close')} onClose={closeDialog}>
      <div className={styles.parts}>
        <ServerTable
          profiles={view?.profiles ?? null}
          onAdd={() => setEditing({ before: null, first: draftOf(null) })}
          onEdit={(before) => setEditing({ before, first: draftOf(before) })}
          onRemove={({ pattern }) => void change(call.removeServer({ pattern }))}
        />
        {view === null ? null : (
          <LearnedTable
            limits={view.learned}
            onEdit={adopt}
            onForget={({ host }) => void change(call.forgetLearnedLimit({ host }))}
          />
        )}
      </div>
    </Dialog>
  );
}
