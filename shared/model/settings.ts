/** User settings. Rates are bytes per second, 0 means no limit; times are seconds. */
export interface Settings {
  readonly folder: string;
  readonly connections: number;
  readonly jobs: number;
  readonly connectionsPerHost: number;
  readonly limit: number;
  readonly timeout: number;
  readonly language: 'system' | 'en' | 'ko';
  readonly theme: 'system' | 'light' | 'dark';
  readonly notify: boolean;
}

export const defaultSettings: Omit<Settings, 'folder'> = {
  connections: 6,
  jobs: 5,
  connectionsPerHost: 16,
  limit: 0,
  timeout: 15,
  language: 'system',
  theme: 'system',
  notify: true,
};

export const connectionsMost = 64;
