import { sourcesAlike, type ExportFacts } from './export-facts.ts';
import { guardLines, secretLines } from './curl-script.ts';
import { SecretVariables } from './secret-variables.ts';
import { commentText, shellWord, type Word } from './shell-word.ts';
import { sumCommand, sumLine } from './sum-line.ts';

/** Connections of one aria2c to one server at most. */
const aria2Most = 16;

/** An aria2c command that fetches the file by all its sources and checks its sum. */
export function aria2Command(facts: ExportFacts): string {
  const secrets = new SecretVariables();
  const sources = sourcesAlike(facts);
  const [first] = sources;
  const connections = facts.ranges ? facts.connections : 1;
  const words: Word[] = [
    ['--no-conf'],
    [`--split=${connections}`],
    [`--max-connection-per-server=${Math.min(aria2Most, connections)}`],
    ['--min-split-size=1M'],
    ['--auto-file-renaming=false'],
    ['--dir=.'],
    [`--out=${facts.name}`],
  ];
  if (facts.sum !== null) {
    const { algorithm, hex } = facts.sum;
    words.push([`--checksum=${algorithm.replace('sha', 'sha-')}=${hex}`]);
  }
  for (const field of first.headers) words.push(['--header=', ...secrets.header(field)]);
  if (first.signsIn) words.push(['--http-user=', ...secrets.user(first.url)]);
  if (first.signsIn) words.push(['--http-passwd=', ...secrets.password(first.url)]);
  if (first.cookies) words.push(['--header=Cookie: ', ...secrets.cookie(first.url)]);
  for (const { url } of sources) words.push(secrets.url(url));
  return command(facts, secrets, [`aria2c ${words.map((word) => shellWord(word)).join(' ')}`]);
}

/** A wget command that fetches the file by its first source, and the check of its sum. */
export function wgetCommand(facts: ExportFacts): string {
  const secrets = new SecretVariables();
  const { url, headers, signsIn, cookies } = facts.sources[0];
  const path = `./${facts.name}`;
  const words: Word[] = [[`--output-document=${path}`]];
  for (const field of headers) words.push(['--header=', ...secrets.header(field)]);
  if (signsIn) words.push(['--user=', ...secrets.user(url)], ['--password=', ...secrets.password(url)]);
  if (cookies) words.push(['--header=Cookie: ', ...secrets.cookie(url)]);
  words.push(secrets.url(url));
  const { sum } = facts;
  const check =
    sum === null ? [] : [`printf '%s\\n' ${shellWord([sumLine(sum, path)])} | ${sumCommand(sum)} -c -`];
  const steps = [
    `[ ! -e ${shellWord([path])} ]`,
    `wget ${words.map((word) => shellWord(word)).join(' ')}`,
    ...check,
  ];
  return command(facts, secrets, [steps.join(' && ')]);
}

function command({ name }: ExportFacts, secrets: SecretVariables, lines: readonly string[]): string {
  return [`# ${commentText(name)}`, ...secretLines(secrets), ...guardLines(secrets), ...lines, ''].join('\n');
}
