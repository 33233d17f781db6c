import { useTranslation } from 'react-i18next';
import type { ServerProfileView, ServerSignIn } from '../../../shared/model/server-profile.ts';
import { useStore } from '../../state/store.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { ServerDraft } from './server-draft.ts';
import type { ServerFaults } from './server-form.tsx';

interface SignInFieldsProps {
  readonly draft: ServerDraft;
  readonly before: ServerProfileView | null;
  readonly faults: ServerFaults;
  readonly onChange: (part: Partial<ServerDraft>) => void;
}

const kinds = ['none', 'password', 'token'] as const satisfies readonly ServerSignIn['kind'][];

/** Who the server is told that the user is. What is kept is never shown, only that it is there. */
export function SignInFields({ before, draft, faults, onChange }: SignInFieldsProps) {
  const { t } = useTranslation(['servers', 'sign-in']);
  const place = useStore((state) => state.host?.passwords ?? 'nowhere');
  const isKept = before?.signIn.kind === draft.signIn && before.pattern === draft.pattern.trim();
  const hint = isKept ? t('keptSecret') : t(`sign-in:kept.${place}`);
  return (
    <>
      <SelectField
        label={t('signIn')}
        value={draft.signIn}
        options={kinds.map((value) => ({ value, label: t(`signInKind.${value}`) }))}
        onChange={(signIn) => onChange({ signIn })}
      />
      {draft.signIn === 'password' ? (
        <>
          <TextField
            label={t('user')}
            value={draft.user}
            error={faults.user ?? null}
            onChange={(user) => onChange({ user })}
          />
          <TextField
            secret
            label={t('password')}
            value={draft.password}
            hint={hint}
            error={faults.secret ?? null}
            onChange={(password) => onChange({ password })}
          />
        </>
      ) : null}
      {draft.signIn === 'token' ? (
        <TextField
          secret
          label={t('tokenField')}
          value={draft.token}
          hint={hint}
          error={faults.secret ?? null}
          onChange={(token) => onChange({ token })}
        />
      ) : null}
    </>
  );
}
