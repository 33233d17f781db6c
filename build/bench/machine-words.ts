import { execFileSync } from 'node:child_process';
import { cpus, release, totalmem } from 'node:os';
import { findCommand } from '../../electron/engine/testing/real-servers/find-command.ts';

/** The machine as the page names it. */
export function machineWords(): string {
  const processors = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${String(processors.length)} × ${processors[0]?.model ?? 'unknown processor'}, ${String(memory)} GiB, Linux ${release()}, Node ${process.versions.node}`;
}

/** The versions of everybody in the race. */
export function versionWords(): string {
  return ['aria2c', 'axel', 'wget2', 'curl', 'nginx'].map(versionOf).join(' · ');
}

function versionOf(name: string): string {
  const command = findCommand([name]);
  if (command === null) return `${name} not installed`;
  const flag = name === 'nginx' ? '-v' : '--version';
  const text = execFileSync('sh', ['-c', `"$0" ${flag} 2>&1`, command], { encoding: 'utf8' });
  return `${name} ${/\d+\.[\d.]*\d/.exec(text)?.[0] ?? ''}`;
}
