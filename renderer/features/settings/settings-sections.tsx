import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../shared/model/settings.ts';
import { CompletionSection } from '../after-completion/completion-section.tsx';
import { TrustedCertificates } from '../certificate/trusted-certificates.tsx';
import { ClipboardSection } from '../clipboard/clipboard-section.tsx';
import { ServersSection } from '../servers/servers-section.tsx';
import { RememberedServers } from '../sign-in/remembered-servers.tsx';
import { useDownloadSettings } from './download-settings.tsx';
import { ProxySection } from './proxy-section.tsx';
import type { SettingWords } from './settings-search.ts';
import { useWindowSettings } from './window-settings.tsx';

/** One setting, or a few that only make sense together. */
export interface SettingRow {
  readonly id: string;
  readonly words: SettingWords;
  readonly field: ReactNode;
}

export interface SettingsSection {
  readonly id: string;
  readonly title: string;
  /** The section writes its title itself. */
  readonly titled?: true;
  readonly rows: readonly SettingRow[];
}

/** All settings, in the order in which they are shown. */
export function useSettingsSections(settings: Settings): readonly SettingsSection[] {
  const { t } = useTranslation([
    'settings',
    'after-completion',
    'clipboard',
    'servers',
    'sign-in',
    'certificate',
  ]);
  const proxyWords = [
    t('proxy'),
    t('proxyMode'),
    t('proxyHint'),
    t('proxyEnvironment'),
    t('proxyNone'),
    t('proxyManual'),
    t('proxyAddress'),
    t('proxyAddressHint'),
    t('proxyUser'),
    t('proxyPassword'),
    t('proxyExceptions'),
    t('proxyExceptionsHint'),
  ];
  const clipboardWords = [
    t('clipboard:watch'),
    t('clipboard:watchHint'),
    t('clipboard:mode.off'),
    t('clipboard:mode.ask'),
    t('clipboard:mode.silent'),
    t('clipboard:types'),
    t('clipboard:typesHint'),
    t('clipboard:least'),
    t('clipboard:leastHint'),
  ];
  const completionWords = [
    t('after-completion:title'),
    t('after-completion:sound'),
    t('after-completion:soundHint'),
    t('after-completion:open'),
    t('after-completion:openHint'),
    t('after-completion:command'),
    t('after-completion:commandHint'),
    t('after-completion:cannotRun'),
    t('after-completion:afterAll'),
    t('after-completion:afterAllHint'),
  ];
  const serverWords = [
    t('servers:title'),
    t('servers:lead'),
    t('servers:connections'),
    t('servers:headers'),
    t('servers:userAgent'),
    t('servers:referer'),
    t('servers:learned'),
  ];
  const whole = (id: string, title: string, words: SettingWords, field: ReactNode): SettingsSection => {
    return { id, title, titled: true, rows: [{ id, words, field }] };
  };
  return [
    { id: 'downloads', title: t('downloads'), rows: useDownloadSettings(settings) },
    whole(
      'completion',
      t('after-completion:title'),
      completionWords,
      <CompletionSection settings={settings} />,
    ),
    { id: 'window', title: t('window'), rows: useWindowSettings(settings) },
    whole('clipboard', t('clipboard:title'), clipboardWords, <ClipboardSection settings={settings} />),
    whole('proxy', t('proxy'), proxyWords, <ProxySection settings={settings} />),
    whole('servers', t('servers:title'), serverWords, <ServersSection />),
    whole('passwords', t('sign-in:remembered'), [t('sign-in:none')], <RememberedServers />),
    whole('certificates', t('certificate:trusted'), [t('certificate:noneTrusted')], <TrustedCertificates />),
  ];
}
